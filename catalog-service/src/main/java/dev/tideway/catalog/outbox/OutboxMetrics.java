package dev.tideway.catalog.outbox;

import dev.tideway.catalog.database.Database;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Shows for how long the oldest event has waited to be sent. Every replica sees the same; while PostgreSQL does not answer
 * there is no number (NaN).
 */
@ApplicationScoped
class OutboxMetrics {
    private static final Logger LOG = Logger.getLogger(OutboxMetrics.class);

    private final Database database;
    private volatile double oldestSeconds = Double.NaN;

    OutboxMetrics(Database database, MeterRegistry registry) {
        this.database = database;
        Gauge.builder("tideway.outbox.age", () -> oldestSeconds)
                .description("How long the oldest event has waited to be sent to Kafka; 0 if there is none")
                .baseUnit("seconds")
                .register(registry);
    }

    @Scheduled(every = "${tideway.outbox.metrics-interval}")
    @NonBlocking
    Uni<Void> look() {
        return database.query(pool -> pool.query(
                                "select coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0)::float8 from outbox")
                        .execute())
                .invoke(rows -> oldestSeconds = rows.iterator().next().getDouble(0))
                .replaceWithVoid()
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.debugf("PostgreSQL does not say what waits in the outbox: %s", failure);
                    oldestSeconds = Double.NaN;
                    return null;
                });
    }
}
