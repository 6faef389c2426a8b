package dev.tideway.catalog.database;

import dev.tideway.catalog.controlplane.ControlPlaneStarts;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Brings PostgreSQL's schema up to date beside the start, not before it: the check edge of this service serves devices
 * also while the database is away.
 */
@ApplicationScoped
class SchemaMigration {
    private static final Logger LOG = Logger.getLogger(SchemaMigration.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    private final Flyway flyway;
    private final PostgresConfig config;
    private final Event<SchemaReady> ready;
    private volatile boolean done;
    private @Nullable Cancellable running;

    SchemaMigration(Flyway flyway, PostgresConfig config, Event<SchemaReady> ready) {
        this.flyway = flyway;
        this.config = config;
        this.ready = ready;
    }

    boolean isDone() {
        return done;
    }

    void start(@Observes ControlPlaneStarts start) {
        running = Uni.createFrom()
                .voidItem()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .invoke(flyway::migrate)
                .invoke(() -> ready.fire(new SchemaReady()))
                .onFailure()
                .invoke(e -> LOG.warnf(
                        "The database at %s is not ready; /api answers 503 until it is, and it is tried again: %s",
                        config.address(), firstLine(e)))
                .onFailure()
                .retry()
                .withBackOff(FIRST_PAUSE, config.longestPause())
                .indefinitely()
                .subscribe()
                .with(
                        x -> {
                            done = true;
                            LOG.infof("The database at %s is ready", config.address());
                        },
                        e -> LOG.error("The schema will not be brought up to date", e));
    }

    @PreDestroy
    void stop() {
        if (running != null) {
            running.cancel();
        }
    }

    private static String firstLine(Throwable e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
