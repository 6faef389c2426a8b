package dev.tideway.metrics;

import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * Leaves out gauges of which the framework registers several under one name and the same tags: the first of them would
 * stand for all, and the others be thrown away with a warning.
 */
@Singleton
final class SharedGauges {
    private static final Set<String> NAMES = Set.of(
            // One of the event loops, and one of the threads that accept connections.
            "netty.eventexecutor.workers",
            // One of each connection to PostgreSQL.
            "postgresql.queue.size",
            "postgresql.current");

    @Produces
    @Singleton
    MeterFilter leftOut() {
        return MeterFilter.deny(meter -> NAMES.contains(meter.getName()));
    }
}
