package dev.tideway.catalog.release;

import dev.tideway.catalog.artifact.Artifacts;
import dev.tideway.catalog.artifact.StorageAwayException;
import dev.tideway.catalog.edge.EdgePurges;
import dev.tideway.catalog.outbox.OutboxRepository;
import dev.tideway.catalog.problem.ProblemType;
import dev.tideway.catalog.problem.RefusedException;
import dev.tideway.catalog.release.Release.EventForm;
import dev.tideway.catalog.release.ReleaseState.Held;
import dev.tideway.catalog.release.ReleaseState.Numbered;
import dev.tideway.catalog.request.IfMatch;
import dev.tideway.catalog.rollout.Rollout;
import dev.tideway.catalog.rollout.RolloutSchedule;
import dev.tideway.protocol.Event;
import dev.tideway.protocol.Topic;
import dev.tideway.protocol.event.ReleasePaused;
import dev.tideway.protocol.event.ReleasePurged;
import dev.tideway.protocol.event.ReleaseResumed;
import dev.tideway.protocol.event.ReleaseWithdrawn;
import dev.tideway.protocol.event.RolloutChanged;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What people do with one release: each a transaction with the project locked, in which the event and the entry of the
 * audit log are written too.
 */
@ApplicationScoped
class ReleaseChanges {
    private final Occasions occasions;
    private final ReleaseRepository releases;
    private final Offers offers;
    private final OutboxRepository outbox;
    private final ReleaseAudit audit;
    private final CatalogueBound bound;
    private final Artifacts artifacts;
    private final EdgePurges edge;

    ReleaseChanges(
            Occasions occasions,
            ReleaseRepository releases,
            Offers offers,
            OutboxRepository outbox,
            ReleaseAudit audit,
            CatalogueBound bound,
            Artifacts artifacts,
            EdgePurges edge) {
        this.occasions = occasions;
        this.releases = releases;
        this.offers = offers;
        this.outbox = outbox;
        this.audit = audit;
        this.bound = bound;
        this.artifacts = artifacts;
        this.edge = edge;
    }

    /**
     * Which release is to be changed, by whom.
     *
     * @param seen what the caller saw of it
     * @param who as the audit log names them
     */
    record Order(String projectId, long releaseId, IfMatch seen, String who) {}

    /** Over the order of builds, and before its time. */
    Uni<Release> offer(Order order) {
        return change(order, (when, release) -> {
            when.project().requireActive();
            ReleaseState.Unnumbered from = ReleaseSteps.toOffer(release.state());
            return artifacts
                    .keep(release.bytes())
                    .onFailure(StorageAwayException.class)
                    .transform(e -> new RefusedException(
                            ProblemType.STORAGE_AWAY,
                            "It cannot be seen now whether its bytes are there. Ask again in some seconds."))
                    .invoke(ReleaseChanges::requireBytes)
                    .chain(() -> offers.offerWithin(when, release, from, "release.offered"))
                    .replaceWith(release);
        });
    }

    /** Those of a declined release are deleted after a time. */
    private static void requireBytes(boolean areThere) {
        if (!areThere) {
            throw new RefusedException(
                    ProblemType.WRONG_STATE, "Its bytes were deleted. Publish the build again, under a new build id.");
        }
    }

    /** Offers a held release now or at its time. */
    Uni<Release> approve(Order order) {
        return change(order, (when, release) -> {
            when.project().requireActive();
            Held held = ReleaseSteps.toApprove(release.state());
            Instant time = held.notBefore();
            if (time == null || !when.now().isBefore(time)) {
                return offers.offerWithin(when, release, held, "release.approved")
                        .replaceWith(release);
            }
            Map<String, Object> before = ReleaseAudit.values(release);
            release.become(held.approveFor(time));
            return offers.tellOfWaiting(when, release, "release.approved", before)
                    .replaceWith(release);
        });
    }

    /** It is not to be offered; devices were never told of it, and hear nothing. */
    Uni<Release> decline(Order order) {
        return change(order, (when, release) -> {
            Map<String, Object> before = ReleaseAudit.values(release);
            release.become(ReleaseSteps.decline(release.state()));
            return offers.tellOfWaiting(when, release, "release.declined", before)
                    .replaceWith(release);
        });
    }

    Uni<Release> pause(Order order) {
        return step(order, ReleaseSteps::pause, "release.paused", ReleasePaused::new);
    }

    Uni<Release> resume(Order order) {
        return step(order, ReleaseSteps::resume, "release.resumed", ReleaseResumed::new);
    }

    Uni<Release> withdraw(Order order) {
        return step(order, ReleaseSteps::withdraw, "release.withdrawn", ReleaseWithdrawn::new);
    }

    Uni<Release> purge(Order order) {
        return step(order, ReleaseSteps::purge, "release.purged", ReleasePurged::new);
    }

    private Uni<Release> step(Order order, UnaryOperator<ReleaseState> step, String action, EventForm event) {
        return change(order, (when, release) -> {
            Map<String, Object> before = ReleaseAudit.values(release);
            ReleaseState next = step.apply(release.state());
            if (next instanceof ReleaseState.Offered) {
                when.project().requireActive();
            }
            release.become(next);
            when.revise();
            release.restartStep(when.project().revision());
            return outbox.append(Topic.RELEASES, release.told(event))
                    .chain(() ->
                            edge.ofProject(order.projectId(), when.project().revision()))
                    .chain(() -> audit.record(when, release, action, before))
                    // What takes something away from devices is never refused for its length.
                    .chain(() -> next instanceof ReleaseState.Offered
                            ? bound.require(when.project())
                            : Uni.createFrom().voidItem())
                    .replaceWith(release);
        });
    }

    Uni<Release> edit(Order order, ReleaseEdit edit) {
        return change(order, (when, release) -> {
            when.project().requireActive();
            Map<String, Object> before = ReleaseAudit.values(release);
            ReleaseSteps.requireOpen(release.state());
            if (edit.notBefore() != null) {
                release.setNotBefore(ReleaseSteps.newTime(release.state(), edit.notBeforeTime()));
            }
            release.set(edit);
            return tell(when, release, release::changed)
                    .chain(() -> bound.require(when.project()))
                    .chain(() -> audit.record(when, release, "release.changed", before))
                    .replaceWith(release);
        });
    }

    /** Sets the share of devices, at once and as it goes on with time. */
    Uni<Release> rollOut(Order order, RolloutSchedule schedule) {
        return change(order, (when, release) -> {
            when.project().requireActive();
            Map<String, Object> before = ReleaseAudit.values(release);
            ReleaseSteps.requireOpen(release.state());
            Rollout from = release.rollout();
            // Told with the revision that comes with it.
            release.rollOut(schedule, when.project().revision() + 1);
            return tell(when, release, () -> release.told(rolloutChanged(from, schedule.rollout())))
                    .chain(() -> bound.require(when.project()))
                    .chain(() -> audit.record(when, release, "rollout.changed", before))
                    .replaceWith(release);
        });
    }

    static EventForm rolloutChanged(Rollout from, Rollout to) {
        return (project, os, appVersion, channel, number) ->
                new RolloutChanged(project, os, appVersion, channel, number, from.cohorts(), to.cohorts());
    }

    /** Devices, and whoever follows, hear of a change only of what was offered. */
    private Uni<Void> tell(Occasion when, Release release, Supplier<Event> event) {
        if (!(release.state() instanceof Numbered)) {
            return Uni.createFrom().voidItem();
        }
        when.revise();
        return outbox.append(Topic.RELEASES, event.get());
    }

    /** For changes that concern other releases too. */
    Uni<Release> change(Order order, BiFunction<Occasion, Release, Uni<Release>> work) {
        return occasions.await(
                order.projectId(), order.who(), when -> releases.existing(order.projectId(), order.releaseId())
                        .chain(release -> {
                            order.seen().require(release.entityTag());
                            return work.apply(when, release);
                        }));
    }
}
