package dev.tideway.packager.build;

import dev.tideway.protocol.Topic;
import dev.tideway.protocol.artifact.Reason;
import dev.tideway.protocol.event.BuildEvent;
import dev.tideway.protocol.event.BuildFailed;
import dev.tideway.protocol.event.BuildRejected;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;

/** Counts what operators watch: outcomes by reason, time by stage, bytes, and what waits. */
@Singleton
final class BuildMetrics {
    private final MeterRegistry registry;

    BuildMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void watch(BuildQueue queue) {
        register();
        registry.gauge("tideway.packager.builds.waiting", queue, BuildQueue::waiting);
        registry.gauge("tideway.packager.builds.running", queue, BuildQueue::running);
        registry.gauge("tideway.packager.queue.age.seconds", queue, q -> q.oldest()
                .map(sent -> Duration.between(sent, Instant.now()).toSeconds())
                .orElse(0L));
    }

    /** Known from the start: what is first counted when it first happens hides its first time from an alert. */
    private void register() {
        registry.counter("tideway.dead.letters", "topic", Topic.BUILDS_DLQ.topicName());
        registry.counter("tideway.dead.letters", "topic", Topic.RELEASES_DLQ.topicName());
        registry.counter("tideway.packager.waits", "for", "s3");
        registry.counter("tideway.packager.waits", "for", "kafka");
    }

    void ended(BuildEvent outcome, BuildLog log) {
        count(name(outcome), reason(outcome));
        log.stages().forEach((stage, time) -> registry.timer("tideway.packager.stage", "stage", stage.label())
                .record(time));
        registry.counter("tideway.packager.bytes", "direction", "in").increment(log.bytesIn());
        registry.counter("tideway.packager.bytes", "direction", "out").increment(log.bytesOut());
    }

    void putAside(Reason reason) {
        count("put_aside", reason.code());
    }

    void triedAgain() {
        registry.counter("tideway.packager.attempts.failed").increment();
    }

    static String name(BuildEvent outcome) {
        return outcome instanceof BuildRejected ? "rejected" : outcome instanceof BuildFailed ? "failed" : "packaged";
    }

    /** The first one, as a label must not have many values. */
    static String reason(BuildEvent outcome) {
        return outcome instanceof BuildRejected rejected
                ? rejected.reasons().get(0).code()
                : outcome instanceof BuildFailed failed ? failed.reason().code() : "none";
    }

    private void count(String outcome, String reason) {
        registry.counter("tideway.packager.builds", "outcome", outcome, "reason", reason)
                .increment();
    }
}
