package dev.tideway.catalog.check;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Shows how full the index is and what became of the states that reached it. */
@Singleton
public class IndexMetrics {
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(10),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(200),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30)
    };

    private final Counter applied;
    private final Counter ignored;
    private final Counter unreadable;
    private final Timer lag;
    private final AtomicLong unread = new AtomicLong();

    IndexMetrics(MeterRegistry registry, CatalogueIndex index) {
        Gauge.builder("tideway.index.projects", index, CatalogueIndex::size)
                .description("Projects in the index, deleted ones included")
                .register(registry);
        applied = revisions(registry, "applied");
        ignored = revisions(registry, "ignored");
        unreadable = revisions(registry, "unreadable");
        lag = Timer.builder("tideway.index.lag")
                .description(
                        "From a state's publication to its answers, of states that arrived since the index was filled")
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        Gauge.builder("tideway.index.unread", unread, AtomicLong::get)
                .description("Messages on the topic that this replica has not read yet")
                .register(registry);
    }

    private static Counter revisions(MeterRegistry registry, String result) {
        return Counter.builder("tideway.index.revisions")
                .description("States of projects that arrived: applied, ignored as older or equal, or unreadable")
                .tag("result", result)
                .register(registry);
    }

    void arrived(boolean wasApplied) {
        (wasApplied ? applied : ignored).increment();
    }

    void unreadable() {
        unreadable.increment();
    }

    /** @param published by the clock of whoever did it, in milliseconds since 1970; clocks differ a little */
    void lagged(long published) {
        lag.record(Math.max(0, System.currentTimeMillis() - published), TimeUnit.MILLISECONDS);
    }

    void unread(long messages) {
        unread.set(messages);
    }
}
