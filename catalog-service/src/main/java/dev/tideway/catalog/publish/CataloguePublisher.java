package dev.tideway.catalog.publish;

import dev.tideway.catalog.check.CatalogueIndex;
import dev.tideway.catalog.project.ProjectChanged;
import dev.tideway.catalog.project.PublishableProjects;
import dev.tideway.protocol.catalogue.Catalogue;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.util.TypeLiteral;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Brings every changed project's newest state to S3 and to the topic.
 *
 * <p>It publishes states, not changes: however many changes there were since, the newest one is enough, and however many
 * replicas do the same, the highest revision wins.
 */
@ApplicationScoped
public class CataloguePublisher {
    private static final Logger LOG = Logger.getLogger(CataloguePublisher.class);

    /** Far more than projects change while S3 is away; those beyond it wait for their turn among the retries. */
    private static final int WAITING = 100_000;

    private final PublishableProjects projects;
    private final StateWriter writer;
    private final CatalogueIndex told;
    private final PublisherConfig config;
    private final TypedGuard<Uni<Void>> attempts;
    private final Set<String> publishing = ConcurrentHashMap.newKeySet();
    /** How often somebody wanted it to look since it began to. */
    private final AtomicInteger wantedLooks = new AtomicInteger();

    private volatile boolean blind;

    CataloguePublisher(PublishableProjects projects, StateWriter writer, CatalogueIndex told, PublisherConfig config) {
        this.projects = projects;
        this.writer = writer;
        this.told = told;
        this.config = config;
        this.attempts = attempts(config);
    }

    /** An attempt takes a place only while it runs, so projects that wait to try again hold up no others. */
    private static TypedGuard<Uni<Void>> attempts(PublisherConfig config) {
        return TypedGuard.create(new TypeLiteral<Uni<Void>>() {})
                .withDescription("publish a project")
                .withBulkhead()
                .limit(config.concurrency())
                .queueSize(WAITING)
                .done()
                .withRetry()
                .maxRetries(-1)
                .maxDuration(0, ChronoUnit.MILLIS)
                .delay(config.firstPause().toMillis(), ChronoUnit.MILLIS)
                .jitter(config.firstPause().toMillis() / 2, ChronoUnit.MILLIS)
                .withExponentialBackoff()
                .maxDelay(config.longestPause().toMillis(), ChronoUnit.MILLIS)
                .done()
                .done()
                .build();
    }

    void changed(@Observes ProjectChanged event) {
        look();
    }

    void changedElsewhere(@ObservesAsync ProjectChanged event) {
        look();
    }

    @Scheduled(every = "${tideway.publisher.poll-interval}")
    @NonBlocking
    void look() {
        if (wantedLooks.getAndIncrement() == 0) {
            lookNow();
        }
    }

    private void lookNow() {
        int seen = wantedLooks.get();
        projects.behind(publishing.size() + config.batch())
                .subscribe()
                .with(
                        behind -> {
                            sees(true, "");
                            behind.forEach(this::start);
                            looked(seen);
                        },
                        failure -> {
                            sees(false, failure.toString());
                            wantedLooks.set(0);
                        });
    }

    /** Says so when that changes, not at every look. */
    private void sees(boolean now, String why) {
        if (blind == now) {
            blind = !now;
            if (now) {
                LOG.info("Sees again which projects changed");
            } else {
                LOG.warnf("Cannot see which projects changed; devices keep what they are told. Looking on: %s", why);
            }
        }
    }

    private void looked(int seen) {
        if (wantedLooks.addAndGet(-seen) > 0) {
            lookNow();
        }
    }

    /** Publishes the project's newest state, also where it was published before. */
    void start(String projectId) {
        if (publishing.add(projectId)) {
            attempts.get(() -> attempt(projectId))
                    .onTermination()
                    .invoke(() -> publishing.remove(projectId))
                    .subscribe()
                    .with(
                            // It may have changed again since its state was read.
                            nothing -> look(),
                            failure -> LOG.errorf(failure, "Gave up publishing %s until the next look", projectId));
        }
    }

    private Uni<Void> attempt(String projectId) {
        return projects.newest(projectId)
                .chain(this::publish)
                .ifNoItem()
                .after(config.attemptLimit())
                .fail()
                .onFailure()
                .invoke(e -> LOG.warnf("Publishing %s failed, trying again after a pause: %s", projectId, e));
    }

    private Uni<Void> publish(Catalogue state) {
        return writer.stored(state.projectId())
                .chain(stored -> lacksNothing(state, stored) ? write(stored, state) : lookAgain(stored, state));
    }

    private boolean lacksNothing(Catalogue state, @Nullable Catalogue stored) {
        return !Comparison.isOutdated(state, stored) && told.revision(state.projectId()) <= state.revision();
    }

    /** What was published may be newer than the state because somebody else was first, or because PostgreSQL was restored. */
    private Uni<Void> lookAgain(@Nullable Catalogue stored, Catalogue state) {
        long seen = Math.max(told.revision(state.projectId()), stored == null ? 0 : stored.revision());
        return projects.newest(state.projectId())
                .chain(newest -> !Comparison.isOutdated(newest, stored) && seen <= newest.revision()
                        ? write(stored, newest)
                        : stop(newest, seen));
    }

    /** Devices keep what they are told. */
    private Uni<Void> stop(Catalogue newest, long seen) {
        LOG.errorf(
                "The project %s was told to devices at revision %d, and PostgreSQL has %d without all of its numbers: it was"
                        + " restored from a backup. Nothing of it is published until: tideway recover --project %s",
                newest.projectId(), seen, newest.revision(), newest.projectId());
        return projects.outdated(newest.projectId(), seen);
    }

    private Uni<Void> write(@Nullable Catalogue stored, Catalogue state) {
        return writer.write(stored, state)
                .chain(() -> projects.published(state.projectId(), state.revision()))
                .chain(grew -> grew ? Uni.createFrom().voidItem() : publishIfNewer(state));
    }

    /** Somebody else was first: what was written here may be older and lie on top of what they wrote. */
    private Uni<Void> publishIfNewer(Catalogue written) {
        return projects.newest(written.projectId())
                .chain(newest -> newest.revision() > written.revision()
                        ? publish(newest)
                        : Uni.createFrom().voidItem());
    }
}
