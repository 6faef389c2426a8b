package dev.tideway.catalog.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideway.catalog.rollout.RolloutProgress.Count;
import dev.tideway.catalog.rollout.RolloutProgress.Publishing;
import dev.tideway.catalog.rollout.RolloutProgress.Wait;
import dev.tideway.catalog.rollout.RolloutProgress.Widen;
import dev.tideway.protocol.InvalidValueException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schedule is 1 % for an hour, 10 % for a day, then all, decided with revision 5. */
class RolloutProgressTest {
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final RolloutSchedule SCHEDULE = new RolloutSchedule(List.of(
            RolloutStep.of(10, Duration.ofHours(1)), RolloutStep.of(100, Duration.ofDays(1)), RolloutStep.last(1000)));
    private static final Publishing UP_TO_DATE = new Publishing(5, 5);

    @Test
    void waitsUntilTheStepIsPublished() {
        assertThat(new RolloutProgress(SCHEDULE, 5, null).at(NOON, new Publishing(5, 4)))
                .isEqualTo(new Wait());
    }

    @Test
    void countsFromWhenTheStepIsPublished() {
        assertThat(new RolloutProgress(SCHEDULE, 5, null).at(NOON, UP_TO_DATE))
                .isEqualTo(new Count(NOON.plus(Duration.ofHours(1))));
    }

    @Test
    void countsAlsoWhenALaterRevisionWasPublishedWithIt() {
        assertThat(new RolloutProgress(SCHEDULE, 5, null).at(NOON, new Publishing(9, 7)))
                .isEqualTo(new Count(NOON.plus(Duration.ofHours(1))));
    }

    @Test
    void waitsForTheHourToPass() {
        var counting = new RolloutProgress(SCHEDULE, 5, NOON);

        assertThat(counting.at(NOON.minusMillis(1), UP_TO_DATE)).isEqualTo(new Wait());
        assertThat(counting.at(NOON, UP_TO_DATE)).isInstanceOf(Widen.class);
    }

    @Test
    void takesNoStepWhilePublishingLags() {
        assertThat(new RolloutProgress(SCHEDULE, 5, NOON).at(NOON.plusSeconds(9), new Publishing(8, 7)))
                .isEqualTo(new Wait());
    }

    @Test
    void takesOneStepHoweverLateItIs() {
        var turn = new RolloutProgress(SCHEDULE, 5, NOON).at(NOON.plus(Duration.ofDays(30)), UP_TO_DATE);

        assertThat(turn)
                .isInstanceOfSatisfying(
                        Widen.class, widen -> assertThat(widen.left().rollout()).isEqualTo(new Rollout(100)));
    }

    @Test
    void isOverWithTheLastStep() {
        RolloutSchedule last = SCHEDULE.next().next();

        assertThat(last.isOver()).isTrue();
        assertThat(last.rollout()).isEqualTo(Rollout.FULL);
        assertThat(new RolloutProgress(last, 7, null).at(NOON, new Publishing(9, 9)))
                .isEqualTo(new Wait());
    }

    @Test
    void aScheduleThatNarrowsIsRefused() {
        assertThatThrownBy(() ->
                        new RolloutSchedule(List.of(RolloutStep.of(100, Duration.ofHours(1)), RolloutStep.last(100))))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("step 2");
    }

    @Test
    void everyStepButTheLastOneSaysHowLong() {
        assertThatThrownBy(() -> new RolloutSchedule(List.of(RolloutStep.last(100), RolloutStep.last(1000))))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("step 1");
        assertThatThrownBy(() -> new RolloutSchedule(List.of(RolloutStep.of(1000, Duration.ofHours(1)))))
                .isInstanceOf(InvalidValueException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1h", "PT0S", "-PT1H", "P366D", "PT0.5S", "tomorrow"})
    void aTimeThatNobodyCanMeanIsRefused(String hold) {
        assertThatThrownBy(() -> new RolloutStep(10, hold))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("PT1H");
    }

    /** Whatever the publisher does and however seldom somebody looks at the clock. */
    @Property
    void neverRunsAheadOfItsTimesAndNeverNarrows(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 0, max = 40_000) Integer> pauses,
            @ForAll @Size(60) List<@IntRange(min = 0, max = 2) Integer> lags) {
        var progress = new RolloutProgress(SCHEDULE, 1, null);
        List<Integer> shares = new ArrayList<>(List.of(10));
        Instant now = NOON;
        Instant earliest = NOON;
        long revision = 1;
        for (int i = 0; i < pauses.size(); i++) {
            now = now.plusSeconds(pauses.get(i));
            var turn = progress.at(now, new Publishing(revision, Math.max(0, revision - lags.get(i))));
            if (turn instanceof Count count) {
                progress = new RolloutProgress(progress.schedule(), progress.revision(), count.due());
                earliest = shares.size() == 1 ? now.plus(Duration.ofHours(1)) : now.plus(Duration.ofDays(1));
            } else if (turn instanceof Widen widen) {
                assertThat(now).isAfterOrEqualTo(earliest);
                shares.add(widen.left().rollout().cohorts());
                progress = new RolloutProgress(widen.left(), ++revision, null);
            }
        }

        assertThat(List.of(10, 100, 1000)).startsWith(shares.toArray(Integer[]::new));
    }
}
