package dev.tideway.catalog.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideway.catalog.problem.RefusedException;
import dev.tideway.catalog.release.ReleaseState.Declined;
import dev.tideway.catalog.release.ReleaseState.FirstOffer;
import dev.tideway.catalog.release.ReleaseState.Held;
import dev.tideway.catalog.release.ReleaseState.Numbered;
import dev.tideway.catalog.release.ReleaseState.Offered;
import dev.tideway.catalog.release.ReleaseState.Paused;
import dev.tideway.catalog.release.ReleaseState.Purged;
import dev.tideway.catalog.release.ReleaseState.Ready;
import dev.tideway.catalog.release.ReleaseState.Scheduled;
import dev.tideway.catalog.release.ReleaseState.Superseded;
import dev.tideway.catalog.release.ReleaseState.Withdrawn;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ReleaseStepsTest {
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final FirstOffer FIRST = new FirstOffer(7, NOON);

    private static final List<UnaryOperator<ReleaseState>> STEPS = List.of(
            from -> ReleaseSteps.toOffer(from).offer(FIRST),
            from -> ReleaseSteps.toApprove(from).offer(FIRST),
            from -> ReleaseSteps.toApprove(from).approveFor(NOON),
            ReleaseSteps::decline,
            ReleaseSteps::pause,
            ReleaseSteps::resume,
            ReleaseSteps::withdraw,
            ReleaseSteps::purge);

    @Test
    void aHeldReleaseIsApprovedAndNotSimplyOffered() {
        assertThat(ReleaseSteps.toApprove(new Held(null)).offer(FIRST)).isEqualTo(new Offered(FIRST));
        assertThatThrownBy(() -> ReleaseSteps.toOffer(new Held(null)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("Approve or decline it");
    }

    @Test
    void whatWasSupersededOrDeclinedOrIsScheduledCanBeOfferedByAnOperator() {
        assertThat(List.of(new Superseded(), new Declined(), new Scheduled(NOON)))
                .allSatisfy(from ->
                        assertThat(ReleaseSteps.toOffer(from).offer(FIRST)).isEqualTo(new Offered(FIRST)));
    }

    @Test
    void whatDevicesMayHaveIsPausedResumedAndWithdrawn() {
        assertThat(ReleaseSteps.pause(new Offered(FIRST))).isEqualTo(new Paused(FIRST));
        assertThat(ReleaseSteps.resume(new Paused(FIRST))).isEqualTo(new Offered(FIRST));
        assertThat(ReleaseSteps.withdraw(new Paused(FIRST))).isEqualTo(new Withdrawn(FIRST));
    }

    @Test
    void onlyWhatIsWithdrawnIsPurged() {
        assertThat(ReleaseSteps.purge(new Withdrawn(FIRST))).isEqualTo(new Purged(FIRST));
        assertThatThrownBy(() -> ReleaseSteps.purge(new Offered(FIRST)))
                .hasMessageStartingWith("Only a withdrawn release can be purged; this one is offered.");
    }

    @Test
    void whatWasWithdrawnNeverComesBack() {
        for (UnaryOperator<ReleaseState> step : STEPS.subList(0, 7)) {
            assertThatThrownBy(() -> step.apply(new Withdrawn(FIRST))).isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void aScheduledReleaseIsDueFromItsTimeOn() {
        assertThat(new Scheduled(NOON).isDue(NOON.minusMillis(1))).isFalse();
        assertThat(new Scheduled(NOON).isDue(NOON)).isTrue();
    }

    /** Whatever people ask for, in whatever order. */
    @Property
    void aNumberOnceGivenStaysAndAPurgedReleaseStaysPurged(
            @ForAll @Size(max = 40) List<@IntRange(min = 0, max = 7) Integer> wishes,
            @ForAll @IntRange(min = 0, max = 3) int begin) {
        ReleaseState state = List.<ReleaseState>of(
                        new Ready().hold(null), new Ready().schedule(NOON), new Ready().supersede(), new Offered(FIRST))
                .get(begin);
        for (int wish : wishes) {
            ReleaseState next = asked(STEPS.get(wish), state);
            if (state instanceof Numbered) {
                assertThat(next).isInstanceOfSatisfying(Numbered.class, n -> assertThat(n.first())
                        .isEqualTo(FIRST));
            }
            if (state instanceof Purged) {
                assertThat(next).isEqualTo(state);
            }
            state = next;
        }
    }

    private static ReleaseState asked(UnaryOperator<ReleaseState> step, ReleaseState from) {
        try {
            return step.apply(from);
        } catch (RefusedException e) {
            assertThat(e).hasMessageContaining("this one is " + from.wireName());
            return from;
        }
    }
}
