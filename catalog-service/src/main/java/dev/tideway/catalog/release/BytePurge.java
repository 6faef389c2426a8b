package dev.tideway.catalog.release;

import dev.tideway.catalog.artifact.ArtifactDeletion;
import dev.tideway.catalog.artifact.Artifacts;
import dev.tideway.catalog.audit.AuditEntry;
import dev.tideway.catalog.audit.AuditRepository;
import dev.tideway.catalog.database.Database;
import dev.tideway.catalog.database.OneByOne;
import dev.tideway.catalog.edge.EdgePurges;
import dev.tideway.catalog.outbox.OutboxRepository;
import dev.tideway.catalog.problem.ProblemType;
import dev.tideway.catalog.problem.RefusedException;
import dev.tideway.catalog.project.ProjectRepository;
import dev.tideway.catalog.release.ReleaseChanges.Order;
import dev.tideway.catalog.release.ReleaseState.Declined;
import dev.tideway.catalog.release.ReleaseState.Live;
import dev.tideway.catalog.release.ReleaseState.Purged;
import dev.tideway.catalog.release.ReleaseState.Superseded;
import dev.tideway.catalog.release.ReleaseState.Waiting;
import dev.tideway.catalog.release.ReleaseState.Withdrawn;
import dev.tideway.protocol.Topic;
import dev.tideway.protocol.event.ReleasePurged;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Takes the bytes of a release away at once, with every release that needs them: nothing that devices are told of is left
 * without what they download.
 */
@ApplicationScoped
class BytePurge {
    private static final Logger LOG = Logger.getLogger(BytePurge.class);
    private static final int MOST_NAMED = 20;

    private final Database database;
    private final ReleaseChanges changes;
    private final ProjectRepository projects;
    private final ReleaseRepository releases;
    private final Offers offers;
    private final Artifacts artifacts;
    private final ArtifactDeletion deletion;
    private final OutboxRepository outbox;
    private final EdgePurges edge;
    private final ReleaseAudit audit;
    private final AuditRepository entries;

    BytePurge(
            Database database,
            ReleaseChanges changes,
            ProjectRepository projects,
            ReleaseRepository releases,
            Offers offers,
            Artifacts artifacts,
            ArtifactDeletion deletion,
            OutboxRepository outbox,
            EdgePurges edge,
            ReleaseAudit audit,
            AuditRepository entries) {
        this.database = database;
        this.changes = changes;
        this.projects = projects;
        this.releases = releases;
        this.offers = offers;
        this.artifacts = artifacts;
        this.deletion = deletion;
        this.outbox = outbox;
        this.edge = edge;
        this.audit = audit;
        this.entries = entries;
    }

    Uni<ReleaseReferrers> referrers(String projectId, long releaseId) {
        return database.read(() -> releases.existing(projectId, releaseId)
                .chain(release -> releases.referrers(release).map(others -> ReleaseReferrers.of(release, others))));
    }

    /** @param confirmed whether others that need the bytes go too */
    Uni<Release> purge(Order order, boolean confirmed) {
        return changes.change(order, (when, release) -> artifacts
                        .lock(release.bytes())
                        .chain(() -> releases.referrers(release))
                        .chain(others -> {
                            requireAlone(others, confirmed);
                            return purgeItself(when, release)
                                    .chain(() -> OneByOne.each(others, other -> purgeOther(when, other)))
                                    .chain(() -> artifacts.condemnNow(release.bytes()))
                                    .chain(() -> entries.append(entry(when, release, others)))
                                    .replaceWith(release);
                        }))
                .invoke(() -> deletion.deleteDue()
                        .subscribe()
                        .with(done -> {}, e -> LOG.warnf("Bytes are purged at the next look: %s", e)));
    }

    private static void requireAlone(List<Release> others, boolean confirmed) {
        if (!others.isEmpty() && !confirmed) {
            throw new RefusedException(
                    ProblemType.BYTES_NEEDED,
                    "The same bytes are needed by " + others.size() + " more: "
                            + others.stream()
                                    .limit(MOST_NAMED)
                                    .map(other -> other.subject() + " of " + other.projectId())
                                    .collect(Collectors.joining(", "))
                            + (others.size() > MOST_NAMED ? ", …" : "")
                            + ". Confirm to purge them all, or purge this release without its bytes.");
        }
    }

    private Uni<Void> purgeItself(Occasion when, Release release) {
        return release.state() instanceof Purged
                ? Uni.createFrom().voidItem()
                : become(when, release, ReleaseSteps.purge(release.state()));
    }

    private Uni<Void> purgeOther(Occasion first, Release other) {
        return projects.lockAny(other.projectId()).chain(project -> {
            Occasion when = new Occasion(project, first.now(), first.who());
            ReleaseState state = other.state();
            if (state instanceof Live live) {
                return become(when, other, live.withdraw().purge());
            }
            if (state instanceof Withdrawn withdrawn) {
                return become(when, other, withdrawn.purge());
            }
            if (state instanceof Waiting waiting) {
                return decline(when, other, waiting.decline());
            }
            return state instanceof Superseded superseded
                    ? decline(when, other, superseded.decline())
                    : Uni.createFrom().voidItem();
        });
    }

    private Uni<Void> become(Occasion when, Release release, ReleaseState purged) {
        Map<String, Object> before = ReleaseAudit.values(release);
        release.become(purged);
        when.revise();
        return outbox.append(Topic.RELEASES, release.told(ReleasePurged::new))
                .chain(() -> edge.ofProject(when.project().id(), when.project().revision()))
                .chain(() -> audit.record(when, release, "release.purged", before));
    }

    private Uni<Void> decline(Occasion when, Release release, Declined declined) {
        Map<String, Object> before = ReleaseAudit.values(release);
        release.become(declined);
        return offers.tellOfWaiting(when, release, "release.declined", before);
    }

    private static AuditEntry entry(Occasion when, Release release, List<Release> others) {
        return new AuditEntry(
                release.projectId(),
                new AuditEntry.Act(when.who(), "release.bytes_purged", release.subject()),
                Map.of(),
                Map.of(
                        "package",
                        release.bytes().zip().hex(),
                        "with",
                        others.stream()
                                .map(other -> other.projectId() + " " + other.subject())
                                .toList()));
    }
}
