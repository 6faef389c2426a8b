package dev.tideway.catalog.release;

import dev.tideway.catalog.outbox.OutboxRepository;
import dev.tideway.catalog.project.Project;
import dev.tideway.protocol.Topic;
import dev.tideway.protocol.event.ReleaseOffered;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Carries out what {@link OfferDecision} says of a build, in the caller's transaction with the project locked. */
@ApplicationScoped
public class Offers {
    private final ReleaseRepository releases;
    private final NumberCounterRepository counters;
    private final OutboxRepository outbox;
    private final ReleaseConfig config;

    Offers(
            ReleaseRepository releases,
            NumberCounterRepository counters,
            OutboxRepository outbox,
            ReleaseConfig config) {
        this.releases = releases;
        this.counters = counters;
        this.outbox = outbox;
        this.config = config;
    }

    /** @param now by PostgreSQL's clock */
    public Uni<OfferDecision> decide(Project locked, Candidate candidate, Instant now) {
        return releases.newestOfLine(candidate.build())
                .chain(newest -> counters.last(numbersOf(candidate))
                        .map(last -> OfferDecision.of(
                                candidate.announced(),
                                newest,
                                new OfferDecision.Numbers(locked.firstUpdateNumber(), last))))
                .call(decision -> decision instanceof OfferDecision.Offer offer
                        ? offer(locked, new Release(candidate, offer.updateNumber(), now), candidate)
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> offer(Project locked, Release release, Candidate candidate) {
        ReleaseStatus status = release.status();
        locked.revise(release.offeredAt());
        return counters.give(numbersOf(candidate), status.updateNumber())
                .chain(() -> releases.bases(candidate, config.bases()))
                .chain(bases -> outbox.append(
                        Topic.RELEASES,
                        new ReleaseOffered(
                                candidate.build().projectId(),
                                status.os(),
                                status.appVersion(),
                                status.channel(),
                                status.updateNumber(),
                                status.date(),
                                status.buildId(),
                                status.updatePackage(),
                                status.bundle(),
                                bases,
                                startPage(candidate))))
                .chain(() -> releases.persist(release))
                .replaceWithVoid();
    }

    private static String startPage(Candidate candidate) {
        String named = candidate.build().startPage();
        return named == null ? ReleaseOffered.DEFAULT_START_PAGE : named;
    }

    private static NumberScope numbersOf(Candidate candidate) {
        var build = candidate.build();
        return new NumberScope(build.projectId(), build.os(), build.appVersion());
    }
}
