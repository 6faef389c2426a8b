package dev.tideway.catalog.check;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** Shows how full the index is and what became of the states that reached it. */
@Singleton
public class IndexMetrics {
    private final Counter applied;
    private final Counter ignored;
    private final Counter unreadable;

    IndexMetrics(MeterRegistry registry, CatalogueIndex index) {
        Gauge.builder("tideway.index.projects", index, CatalogueIndex::size)
                .description("Projects in the index, deleted ones included")
                .register(registry);
        applied = revisions(registry, "applied");
        ignored = revisions(registry, "ignored");
        unreadable = revisions(registry, "unreadable");
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
}
