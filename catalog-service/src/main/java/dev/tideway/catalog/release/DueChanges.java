package dev.tideway.catalog.release;

import dev.tideway.catalog.audit.AuditEntry.Act;
import dev.tideway.catalog.database.Database;
import dev.tideway.catalog.database.DatabaseAwayException;
import dev.tideway.catalog.database.OneByOne;
import dev.tideway.catalog.outbox.OutboxRepository;
import dev.tideway.catalog.release.ReleaseState.Scheduled;
import dev.tideway.catalog.rollout.Rollout;
import dev.tideway.catalog.rollout.RolloutProgress;
import dev.tideway.catalog.rollout.RolloutProgress.Count;
import dev.tideway.catalog.rollout.RolloutProgress.Turn;
import dev.tideway.catalog.rollout.RolloutProgress.Widen;
import dev.tideway.protocol.Topic;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/**
 * Turns times that have come into ordinary changes, so that answers depend on no clock. Every replica looks; a project
 * that another one is busy with is left to it.
 */
@ApplicationScoped
public class DueChanges {
    private static final Logger LOG = Logger.getLogger(DueChanges.class);

    /** Projects for which there may be something to do; it is decided with the project locked. */
    private static final String CANDIDATES = """
            select distinct p.id
            from project p join release r on r.project_id = p.id
            where p.archived_at is null and p.seen_revision is null
              and (r.state = 'scheduled' and r.not_before <= clock_timestamp()
                   or r.state = 'offered' and r.rollout_steps is not null
                      and (r.step_due_at is null and p.published_revision >= r.step_revision
                           or r.step_due_at <= clock_timestamp() and p.published_revision = p.revision))
            limit 100""";

    private final Database database;
    private final Occasions occasions;
    private final ReleaseRepository releases;
    private final Offers offers;
    private final OutboxRepository outbox;
    private final ReleaseAudit audit;
    private final CatalogueBound bound;

    DueChanges(
            Database database,
            Occasions occasions,
            ReleaseRepository releases,
            Offers offers,
            OutboxRepository outbox,
            ReleaseAudit audit,
            CatalogueBound bound) {
        this.database = database;
        this.occasions = occasions;
        this.releases = releases;
        this.offers = offers;
        this.outbox = outbox;
        this.audit = audit;
        this.bound = bound;
    }

    @io.quarkus.scheduler.Scheduled(
            every = "{tideway.release.time-rules-interval:1s}",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return database.query(pool -> pool.query(CANDIDATES).execute())
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map((Row row) -> row.getString("id"))
                        .toList())
                .chain(due -> OneByOne.each(due, this::carryOutOrTellWhy))
                .onFailure(DatabaseAwayException.class)
                // It is looked again every second, and an absent database has been reported.
                .recoverWithNull();
    }

    /** One project that fails holds up no other. */
    private Uni<Void> carryOutOrTellWhy(String projectId) {
        return carryOut(projectId)
                .onFailure()
                .invoke(e -> LOG.warnf("The time rules of %s are tried again: %s", projectId, e.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    Uni<Void> carryOut(String projectId) {
        return occasions.ifFree(projectId, Act.TIDEWAY, this::carryOut);
    }

    private Uni<Void> carryOut(Occasion when) {
        String projectId = when.project().id();
        return releases.rolling(projectId)
                .chain(rolling -> OneByOne.each(rolling, release -> goOn(when, release)))
                .chain(() -> releases.due(projectId, when.now()))
                .chain(due -> OneByOne.each(due, release -> offer(when, release)));
    }

    /** An earlier one may have been superseded by the one before it in this run. */
    private Uni<Void> offer(Occasion when, Release release) {
        return release.state() instanceof Scheduled scheduled && scheduled.isDue(when.now())
                ? bound.hasRoom(when.project(), release.line())
                        .chain(room -> room
                                ? offers.offer(when, release, scheduled, "release.offered")
                                : hold(when, release, scheduled))
                : Uni.createFrom().voidItem();
    }

    /** It would exceed a limit: a person decides what has to go. */
    private Uni<Void> hold(Occasion when, Release release, Scheduled scheduled) {
        Map<String, Object> before = ReleaseAudit.values(release);
        release.become(scheduled.hold());
        return offers.tellOfWaiting(when, release, "release.held", before);
    }

    private Uni<Void> goOn(Occasion when, Release release) {
        RolloutProgress progress = release.progress();
        if (progress == null) {
            return Uni.createFrom().voidItem();
        }
        Turn turn = progress.at(when.now(), when.project().publishing());
        if (turn instanceof Count count) {
            release.stepIsDue(count.due());
        } else if (turn instanceof Widen widen) {
            return widen(when, release, widen);
        }
        return Uni.createFrom().voidItem();
    }

    private Uni<Void> widen(Occasion when, Release release, Widen widen) {
        Map<String, Object> before = ReleaseAudit.values(release);
        Rollout from = release.rollout();
        when.revise();
        release.rollOut(widen.left(), when.project().revision());
        return outbox.append(
                        Topic.RELEASES,
                        release.told(
                                ReleaseChanges.rolloutChanged(from, widen.left().rollout())))
                .chain(() -> audit.record(when, release, "rollout.changed", before));
    }
}
