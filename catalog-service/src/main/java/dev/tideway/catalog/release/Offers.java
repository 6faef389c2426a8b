package dev.tideway.catalog.release;

import dev.tideway.catalog.audit.AuditEntry.Act;
import dev.tideway.catalog.database.OneByOne;
import dev.tideway.catalog.outbox.OutboxRepository;
import dev.tideway.catalog.project.Project;
import dev.tideway.catalog.release.OfferDecision.Arrival;
import dev.tideway.catalog.release.ReleaseState.FirstOffer;
import dev.tideway.catalog.release.ReleaseState.Ready;
import dev.tideway.catalog.release.ReleaseState.Unnumbered;
import dev.tideway.catalog.release.ReleaseState.Waiting;
import dev.tideway.protocol.Event;
import dev.tideway.protocol.Topic;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives releases their numbers, in the caller's transaction with the project locked. */
@ApplicationScoped
public class Offers {
    private final ReleaseRepository releases;
    private final NumberCounterRepository counters;
    private final OutboxRepository outbox;
    private final ReleaseAudit audit;
    private final CatalogueBound bound;
    private final ReleaseConfig config;

    Offers(
            ReleaseRepository releases,
            NumberCounterRepository counters,
            OutboxRepository outbox,
            ReleaseAudit audit,
            CatalogueBound bound,
            ReleaseConfig config) {
        this.releases = releases;
        this.counters = counters;
        this.outbox = outbox;
        this.audit = audit;
        this.bound = bound;
        this.config = config;
    }

    /**
     * Carries out what {@link OfferDecision} says of a build; one that would exceed a limit is held.
     *
     * @param now by PostgreSQL's clock
     */
    public Uni<OfferDecision> decide(Project locked, Candidate candidate, Instant now) {
        Occasion when = new Occasion(locked, now, Act.TIDEWAY);
        Release release = new Release(candidate, now);
        return bound.hasRoom(locked, release.line())
                .chain(room -> releases.newestOfLine(release.line()).chain(newest -> {
                    OfferDecision decision = OfferDecision.of(
                            new Arrival(candidate.announced(), !room || locked.holdsBuilds(), candidate.notBefore()),
                            newest == null ? null : newest.asNewest(),
                            now);
                    return carryOut(decision, when, release, newest).replaceWith(decision);
                }));
    }

    private Uni<Void> carryOut(OfferDecision decision, Occasion when, Release release, @Nullable Release newest) {
        if (decision instanceof OfferDecision.Offer) {
            return offer(when, release, new Ready(), "release.offered");
        }
        if (newest != null && decision instanceof OfferDecision.Supersede) {
            release.becomeSuperseded(new Ready().supersede(), newest);
            return keep(when, release, "release.superseded");
        }
        if (decision instanceof OfferDecision.Schedule schedule) {
            release.become(new Ready().schedule(schedule.notBefore()));
            return keep(when, release, "release.scheduled");
        }
        release.become(new Ready().hold(release.notBefore()));
        return keep(when, release, "release.held");
    }

    private Uni<Void> keep(Occasion when, Release release, String action) {
        return releases.persist(release).chain(() -> tellOfWaiting(when, release, action, Map.of()));
    }

    /** Of a release without a number: devices hear nothing, whoever follows the releases does. */
    Uni<Void> tellOfWaiting(Occasion when, Release release, String action, Map<String, Object> before) {
        Event told = release.waits();
        Uni<Void> telling =
                told == null ? Uni.createFrom().voidItem() : outbox.append(Topic.RELEASES, told, release.traceparent());
        return telling.chain(() -> audit.record(when, release, action, before));
    }

    /**
     * Offers a release for the first time, under the next number of its os and app version.
     *
     * @param from its present state
     * @param action what the audit log calls it
     */
    Uni<Void> offer(Occasion when, Release release, Unnumbered from, String action) {
        Map<String, Object> before = from instanceof Ready ? Map.of() : ReleaseAudit.values(release);
        NumberScope scope = release.numberScope();
        return counters.last(scope)
                .chain(last -> {
                    long number = new UpdateNumbers(when.project().firstUpdateNumber(), last).next();
                    release.become(from.offer(new FirstOffer(number, when.now())));
                    when.revise();
                    release.restartStep(when.project().revision());
                    return counters.give(scope, number);
                })
                .chain(() -> releases.bases(release, config.bases()))
                .chain(bases -> outbox.append(Topic.RELEASES, release.offered(bases), release.traceparent()))
                .chain(() -> releases.persist(release))
                .chain(() -> audit.record(when, release, action, before))
                .chain(() -> passBy(when, release));
    }

    /** As {@link #offer}; fails with a refusal if a limit would be exceeded. */
    Uni<Void> offerWithin(Occasion when, Release release, Unnumbered from, String action) {
        return bound.requireLine(release.line())
                .chain(() -> offer(when, release, from, action))
                .chain(() -> bound.require(when.project()));
    }

    /** What waits in the line and was announced earlier is not offered by itself any more. */
    private Uni<Void> passBy(Occasion when, Release offered) {
        return releases.waitingBefore(offered.line(), offered.announced())
                .chain(waiting -> OneByOne.each(waiting, older -> supersede(when, older, offered)));
    }

    private Uni<Void> supersede(Occasion when, Release older, Release by) {
        Map<String, Object> before = ReleaseAudit.values(older);
        if (older.state() instanceof Waiting waiting) {
            older.becomeSuperseded(waiting.supersede(), by);
        }
        return audit.record(when, older, "release.superseded", before);
    }
}
