package dev.tideway.catalog.release;

import dev.tideway.catalog.edge.EdgePurges;
import dev.tideway.catalog.outbox.OutboxRepository;
import dev.tideway.catalog.problem.ProblemType;
import dev.tideway.catalog.problem.RefusedException;
import dev.tideway.catalog.release.ReleaseChanges.Order;
import dev.tideway.catalog.release.ReleaseState.Live;
import dev.tideway.catalog.release.ReleaseState.Ready;
import dev.tideway.protocol.Topic;
import dev.tideway.protocol.event.ReleaseWithdrawn;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/**
 * Offers a package once more, always under the next number: devices only go up, and whatever a cache holds about an
 * earlier number stays true.
 */
@ApplicationScoped
class Repeats {
    private final ReleaseChanges changes;
    private final ReleaseRepository releases;
    private final Offers offers;
    private final OutboxRepository outbox;
    private final ReleaseAudit audit;
    private final EdgePurges edge;

    Repeats(
            ReleaseChanges changes,
            ReleaseRepository releases,
            Offers offers,
            OutboxRepository outbox,
            ReleaseAudit audit,
            EdgePurges edge) {
        this.changes = changes;
        this.releases = releases;
        this.offers = offers;
        this.outbox = outbox;
        this.audit = audit;
        this.edge = edge;
    }

    /** Withdraws a release and offers an earlier package of its line to every device. */
    Uni<Release> rollBack(Order order, RollBack wish) {
        return changes.change(order, (when, bad) -> {
            when.project().requireActive();
            Live live = ReleaseSteps.toRollBack(bad.state());
            return earlier(order, bad, live, wish).chain(earlier -> {
                Map<String, Object> before = ReleaseAudit.values(bad);
                bad.become(live.withdraw());
                Release again = earlier.again(Origin.ROLL_BACK, wish.again(), when.now());
                return outbox.append(Topic.RELEASES, bad.told(ReleaseWithdrawn::new))
                        .chain(() -> edge.ofProject(
                                when.project().id(), when.project().revision() + 1))
                        .chain(() -> audit.record(when, bad, "release.rolled_back", before))
                        .chain(() -> offers.offerWithin(when, again, new Ready(), "release.offered"))
                        .replaceWith(again);
            });
        });
    }

    private Uni<Release> earlier(Order order, Release bad, Live live, RollBack wish) {
        if (wish.to() == null) {
            return releases.lastGoodBefore(bad, live.first().updateNumber())
                    .onItem()
                    .ifNull()
                    .failWith(() -> new RefusedException(
                            ProblemType.WRONG_STATE,
                            "No earlier release with other files is offered to every device. Withdraw this one, or say"
                                    + " to which one to roll back."));
        }
        return releases.existing(order.projectId(), wish.toId()).invoke(to -> {
            ReleaseSteps.requireOffered(to.state());
            if (!to.line().equals(bad.line()) || to.isOfPackage(bad)) {
                throw RefusedException.invalid(
                        "to", "to must be a release of the same os, app version and channel with other files.");
            }
        });
    }

    /** Offers the package of a release in another line. */
    Uni<Release> promote(Order order, Promotion wish) {
        return changes.change(order, (when, source) -> {
            when.project().requireActive();
            ReleaseSteps.requireOffered(source.state());
            Release again = source.again(Origin.PROMOTION, wish.again(), when.now());
            if (again.line().equals(source.line())) {
                throw RefusedException.invalid(
                        "channel", "channel or app_version must be another one than that of the release itself.");
            }
            return releases.highestOfLine(again.line())
                    .invoke(newest -> {
                        if (newest != null && newest.isOfPackage(again) && newest.state() instanceof Live there) {
                            throw new RefusedException(
                                    ProblemType.WRONG_STATE,
                                    "The newest release there, update "
                                            + there.first().updateNumber()
                                            + ", has the same files. There is nothing to promote.");
                        }
                    })
                    .chain(() -> offers.offerWithin(when, again, new Ready(), "release.offered"))
                    .replaceWith(again);
        });
    }
}
