package dev.tideway.catalog.publish;

import dev.tideway.catalog.project.PublishableProjects;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Shows how far what is published is behind PostgreSQL; how far a replica is behind what is published, its index shows.
 *
 * <p>Every replica sees the same of it; while PostgreSQL does not answer there is no number (NaN).
 */
@ApplicationScoped
public class PublisherMetrics {
    private static final Logger LOG = Logger.getLogger(PublisherMetrics.class);

    private final PublishableProjects projects;
    private volatile double waiting = Double.NaN;
    private volatile double oldestSeconds = Double.NaN;
    private volatile double outdated = Double.NaN;

    PublisherMetrics(PublishableProjects projects, MeterRegistry registry) {
        this.projects = projects;
        Gauge.builder("tideway.publisher.behind.projects", () -> waiting)
                .description("Projects whose newest revision is not published")
                .register(registry);
        Gauge.builder("tideway.publisher.behind.age", () -> oldestSeconds)
                .description("How long the longest waiting of them has been so; 0 if there is none")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("tideway.publisher.outdated.projects", () -> outdated)
                .description(
                        "Projects of which devices were told more than the database knows: they wait to be recovered")
                .register(registry);
    }

    @Scheduled(every = "${tideway.publisher.metrics-interval}")
    @NonBlocking
    Uni<Void> look() {
        return projects.backlog()
                .invoke(backlog -> {
                    waiting = backlog.projects();
                    oldestSeconds = backlog.oldest().toMillis() / 1e3;
                    outdated = backlog.outdated();
                })
                .replaceWithVoid()
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.debugf("PostgreSQL does not say which projects wait: %s", failure);
                    waiting = Double.NaN;
                    oldestSeconds = Double.NaN;
                    outdated = Double.NaN;
                    return null;
                });
    }
}
