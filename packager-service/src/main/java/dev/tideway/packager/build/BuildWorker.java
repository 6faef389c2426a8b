package dev.tideway.packager.build;

import dev.tideway.packager.bucket.ObjectForbiddenException;
import dev.tideway.packager.source.ReasonCode;
import dev.tideway.protocol.artifact.Reason;
import dev.tideway.protocol.event.BuildEvent;
import dev.tideway.protocol.event.BuildFailed;
import dev.tideway.protocol.event.BuildFinished;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Works on one announcement until its outcome is told, and decides what becomes of one that fails. */
@Singleton
final class BuildWorker {
    private static final Logger LOG = Logger.getLogger(BuildWorker.class);
    /** Each look at a full disk may fetch a source of some GiB. */
    private static final Duration PAUSE_FOR_FULL_DISK = Duration.ofMinutes(1);

    private final BuildDesk desk;
    private final OutcomePublisher publisher;
    private final BuildTraces traces;
    private final BuildMetrics metrics;
    private final PackagerConfig config;

    BuildWorker(
            BuildDesk desk,
            OutcomePublisher publisher,
            BuildTraces traces,
            BuildMetrics metrics,
            PackagerConfig config) {
        this.desk = desk;
        this.publisher = publisher;
        this.traces = traces;
        this.metrics = metrics;
        this.config = config;
    }

    void work(Announcement announcement) throws IOException {
        if (announcement.build() == null) {
            putAside(announcement, Objects.requireNonNull(announcement.unreadable()));
            return;
        }
        try (BuildSpan span = traces.start(announcement)) {
            try {
                BuildLog log = new BuildLog(span);
                BuildEvent outcome = desk.outcome(announcement.build(), log);
                publisher.publish(outcome, span);
                tell(announcement, outcome, span, log);
            } catch (IOException | RuntimeException e) {
                span.failed(e);
                throw e;
            }
        }
    }

    /**
     * What becomes of an announcement whose work ended in an exception of its own.
     *
     * @return nothing if it is done for good, else what is to be tried, and when
     */
    Optional<Announcement> failed(Announcement announcement, Throwable cause) {
        if (FullDisk.isBehind(cause)) {
            LOG.warnf(
                    "build %s waits, as the disk under tideway.packager.work-folder is full: %s",
                    announcement.subject(), cause.getMessage());
            return Optional.of(announcement.later(Instant.now().plus(PAUSE_FOR_FULL_DISK)));
        }
        BuildFinished build = announcement.build();
        if (build == null || announcement.attempt() < config.attempts()) {
            metrics.triedAgain();
            LOG.warnf(cause, "build %s failed in attempt %d", announcement.subject(), announcement.attempt());
            int doublings = Math.min(announcement.attempt() - 1, 10);
            return Optional.of(
                    announcement.again(Instant.now().plus(config.firstPause().multipliedBy(1L << doublings))));
        }
        LOG.errorf(cause, "build %s failed in its last attempt", announcement.subject());
        BuildFailed outcome = givenUp(build, announcement.attempt(), cause);
        try (BuildSpan span = traces.start(announcement)) {
            publisher.putAside(announcement.message(), cause.toString());
            publisher.publish(outcome, span);
            tell(announcement, outcome, span, new BuildLog(span));
        }
        return Optional.empty();
    }

    static BuildFailed givenUp(BuildFinished build, int attempts, Throwable cause) {
        return new BuildFailed(
                build.projectId(),
                build.os(),
                build.buildId(),
                build.source().location(),
                build.eventSha256(),
                cause instanceof ObjectForbiddenException
                        ? ReasonCode.SOURCE_FORBIDDEN.reason(cause.getMessage() + ". The event waits on builds.dlq.")
                        : ReasonCode.INTERNAL_ERROR.reason("Packaging failed " + attempts
                                + " times, not through the build's fault. The event waits on builds.dlq to be"
                                + " replayed."));
    }

    private void putAside(Announcement announcement, Reason reason) {
        publisher.putAside(announcement.message(), reason.code() + ": " + reason.message());
        // Nothing goes to the topic packages: what cannot be read names no attempt, and the build may be fine.
        metrics.putAside(reason);
        LOG.warnf("message %s put aside on builds.dlq: %s %s", announcement.subject(), reason.code(), reason.message());
    }

    private void tell(Announcement announcement, BuildEvent outcome, BuildSpan span, BuildLog log) {
        String name = BuildMetrics.name(outcome);
        String reason = BuildMetrics.reason(outcome);
        metrics.ended(outcome, log);
        span.ended(name, reason);
        LOG.infof(
                "build %s %s reason=%s attempt=%d offset=%s@%d trace=%s age_ms=%d %s",
                announcement.subject(),
                name,
                reason,
                announcement.attempt(),
                announcement.partition(),
                announcement.message().offset(),
                span.traceId(),
                System.currentTimeMillis() - announcement.message().timestamp(),
                log);
    }
}
