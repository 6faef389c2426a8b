package dev.tideway.packager.build;

import dev.tideway.packager.source.ReasonCode;
import dev.tideway.protocol.artifact.Reason;
import dev.tideway.protocol.event.BuildEvent;
import dev.tideway.protocol.event.BuildFailed;
import dev.tideway.protocol.event.BuildFinished;
import dev.tideway.protocol.event.BuildRejected;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Works on one announcement until its outcome is told, and decides what becomes of one that fails. */
@Singleton
final class BuildWorker {
    private static final Logger LOG = Logger.getLogger(BuildWorker.class);

    private final BuildDesk desk;
    private final OutcomePublisher publisher;
    private final BuildMetrics metrics;
    private final PackagerConfig config;

    BuildWorker(BuildDesk desk, OutcomePublisher publisher, BuildMetrics metrics, PackagerConfig config) {
        this.desk = desk;
        this.publisher = publisher;
        this.metrics = metrics;
        this.config = config;
    }

    /** @return nothing if it is done for good, else the pause before it is to be tried again */
    Optional<Duration> work(Announcement announcement) throws IOException {
        if (announcement.build() == null) {
            putAside(announcement, Objects.requireNonNull(announcement.unreadable()));
            return Optional.empty();
        }
        BuildLog log = new BuildLog();
        BuildEvent outcome = desk.outcome(announcement.build(), log);
        publisher.publish(outcome);
        tell(announcement, outcome, log);
        return Optional.empty();
    }

    /** What becomes of an announcement whose work ended in an exception of its own. */
    Optional<Duration> failed(Announcement announcement, Throwable cause) {
        BuildFinished build = announcement.build();
        if (build == null || announcement.attempt() < config.attempts()) {
            metrics.triedAgain();
            LOG.warnf(cause, "build %s failed in attempt %d", announcement.subject(), announcement.attempt());
            int doublings = Math.min(announcement.attempt() - 1, 10);
            return Optional.of(config.firstPause().multipliedBy(1L << doublings));
        }
        LOG.errorf(cause, "build %s failed in its last attempt", announcement.subject());
        BuildFailed outcome = new BuildFailed(
                build.projectId(),
                build.os(),
                build.buildId(),
                ReasonCode.INTERNAL_ERROR.reason("Packaging failed " + announcement.attempt()
                        + " times, not through the build's fault. The event waits on builds.dlq to be replayed."));
        publisher.putAside(announcement.message(), cause.toString());
        publisher.publish(outcome);
        tell(announcement, outcome, new BuildLog());
        return Optional.empty();
    }

    private void putAside(Announcement announcement, Reason reason) {
        publisher.putAside(announcement.message(), reason.code() + ": " + reason.message());
        // A package that is there is not taken back by a message that nobody understands.
        NamedBuild.in(announcement.message().value())
                .filter(build -> !desk.isPackaged(build))
                .ifPresent(build -> publisher.publish(
                        new BuildRejected(build.projectId(), build.os(), build.buildId(), List.of(reason))));
        metrics.putAside(reason);
        LOG.warnf("message %s put aside on builds.dlq: %s %s", announcement.subject(), reason.code(), reason.message());
    }

    private void tell(Announcement announcement, BuildEvent outcome, BuildLog log) {
        metrics.ended(outcome, log);
        LOG.infof(
                "build %s %s reason=%s attempt=%d offset=%s@%d %s",
                announcement.subject(),
                BuildMetrics.name(outcome),
                BuildMetrics.reason(outcome),
                announcement.attempt(),
                announcement.partition(),
                announcement.message().offset(),
                log);
    }
}
