package dev.tideway.catalog.publish;

import dev.tideway.catalog.check.CatalogueStore;
import dev.tideway.catalog.database.DatabaseAwayException;
import dev.tideway.catalog.database.Jobs;
import dev.tideway.catalog.project.PublishableProjects;
import dev.tideway.catalog.publish.TopicStates.Revisions;
import dev.tideway.protocol.catalogue.Catalogue;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Compares PostgreSQL, S3 and the topic, publishes anew what is older there, and stops what is newer there: PostgreSQL was
 * restored from a backup then.
 */
@ApplicationScoped
public class Reconciler {
    private static final Logger LOG = Logger.getLogger(Reconciler.class);
    private static final String JOB = "reconcile";
    private static final Revisions NEVER = new Revisions(0, 0);

    private final Jobs jobs;
    private final PublishableProjects projects;
    private final CatalogueStore catalogues;
    private final TopicStates topic;
    private final StateWriter writer;
    private final CataloguePublisher publisher;
    private final ReconcilerConfig config;
    private final MeterRegistry metrics;

    Reconciler(
            Jobs jobs,
            PublishableProjects projects,
            CatalogueStore catalogues,
            TopicStates topic,
            StateWriter writer,
            CataloguePublisher publisher,
            ReconcilerConfig config,
            MeterRegistry metrics) {
        this.jobs = jobs;
        this.projects = projects;
        this.catalogues = catalogues;
        this.topic = topic;
        this.writer = writer;
        this.publisher = publisher;
        this.config = config;
        this.metrics = metrics;
    }

    /** What a comparison of one project comes to. */
    enum Finding {
        SAME,
        /** A change is on its way: the publisher's business. */
        CHANGING,
        /** The private catalogue in S3 was older, or missing. */
        S3_OLDER,
        /** A public file was older, or missing. */
        PUBLIC_FILES_OLDER,
        /** The last message on the topic was older, or missing. */
        TOPIC_OLDER,
        /** PostgreSQL lacks what was published. */
        OUTDATED,
        /** It could not be compared; the others were. */
        FAILED;

        boolean isOlder() {
            return this == S3_OLDER || this == PUBLIC_FILES_OLDER || this == TOPIC_OLDER;
        }
    }

    /**
     * What is known of one project before PostgreSQL is asked for its state.
     *
     * @param published what PostgreSQL said to be published before anything else was looked at; absent: it has no such project
     */
    private record Seen(String projectId, @Nullable Long published, Revisions topic) {}

    @Scheduled(every = "${tideway.reconciler.look-interval:30s}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return jobs.begin(JOB, config.interval())
                .chain(isDue -> isDue ? reconcile() : Uni.createFrom().voidItem())
                .onFailure(DatabaseAwayException.class)
                .recoverWithNull();
    }

    /** All of them once. */
    Uni<Void> reconcile() {
        return Uni.createFrom()
                .item(catalogues::projectIds)
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .chain(this::compareAll)
                .invoke(() -> runs("done"))
                .onFailure()
                .invoke(e -> {
                    runs("failed");
                    LOG.warnf("PostgreSQL, S3 and the topic could not be compared; they are at the next time: %s", e);
                })
                .onFailure()
                .recoverWithNull();
    }

    /** @param stored ids of the projects that have a catalogue in S3, read before anything else */
    private Uni<Void> compareAll(Collection<String> stored) {
        return projects.publishedRevisions()
                .chain(published -> topic.revisions().chain(onTopic -> {
                    Set<String> all = new TreeSet<>(stored);
                    all.addAll(published.keySet());
                    all.addAll(onTopic.keySet());
                    return compare(all, published, onTopic);
                }));
    }

    /** Of these projects alone. */
    private Uni<Void> compare(Set<String> ids, Map<String, Long> published, Map<String, Revisions> onTopic) {
        return Multi.createFrom()
                .iterable(ids)
                .onItem()
                .transformToUni(id -> settle(new Seen(id, published.get(id), onTopic.getOrDefault(id, NEVER))))
                .merge(config.concurrency())
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> settle(Seen seen) {
        return compare(seen)
                .onFailure()
                .recoverWithItem(e -> {
                    LOG.warnf("The project %s could not be compared: %s", seen.projectId(), e);
                    return Finding.FAILED;
                })
                .invoke(finding -> {
                    metrics.counter(
                                    "tideway.reconciler.projects",
                                    "result",
                                    finding.name().toLowerCase(Locale.ROOT))
                            .increment();
                    if (finding.isOlder()) {
                        LOG.warnf(
                                "What was published of %s was older somewhere (%s): publishing it anew",
                                seen.projectId(), finding);
                        publisher.start(seen.projectId());
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Finding> compare(Seen seen) {
        return writer.stored(seen.projectId()).chain(stored -> projects.newest(seen.projectId())
                .chain(truth -> compare(seen, stored, truth))
                .onFailure(NoSuchElementException.class)
                .recoverWithUni(() -> outdated(seen, stored)));
    }

    private Uni<Finding> compare(Seen seen, @Nullable Catalogue stored, Catalogue truth) {
        if (Comparison.isOutdated(truth, stored) || seen.topic().highest() > truth.revision()) {
            return outdated(seen, stored);
        }
        Long published = seen.published();
        if (published == null || published < truth.revision()) {
            return Uni.createFrom().item(Finding.CHANGING);
        }
        if (stored == null || stored.revision() < published) {
            return Uni.createFrom().item(Finding.S3_OLDER);
        }
        if (seen.topic().last() < published) {
            return Uni.createFrom().item(Finding.TOPIC_OLDER);
        }
        return writer.hasPublicFiles(truth).map(are -> are ? Finding.SAME : Finding.PUBLIC_FILES_OLDER);
    }

    private Uni<Finding> outdated(Seen seen, @Nullable Catalogue stored) {
        long highest = Math.max(seen.topic().highest(), stored == null ? 0 : stored.revision());
        LOG.errorf(
                "Devices were told of the project %s at revision %d, which PostgreSQL does not know: it was restored from a"
                        + " backup. Nothing of it is published until: tideway recover --project %s",
                seen.projectId(), highest, seen.projectId());
        return projects.outdated(seen.projectId(), highest).replaceWith(Finding.OUTDATED);
    }

    private void runs(String result) {
        metrics.counter("tideway.reconciler.runs", "result", result).increment();
    }
}
