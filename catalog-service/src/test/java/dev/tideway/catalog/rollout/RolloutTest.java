package dev.tideway.catalog.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideway.protocol.InvalidValueException;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RolloutTest {
    @Test
    void reachesAsManyCohortsAsItSays() {
        assertThat(IntStream.rangeClosed(1, 1000).filter(new Rollout(37)::reaches))
                .hasSize(37);
    }

    @Test
    void reachesEveryCohortWhenItIsFull() {
        assertThat(IntStream.rangeClosed(1, 1000)).allMatch(Rollout.FULL::reaches);
        assertThat(Rollout.FULL.isFull()).isTrue();
        assertThat(new Rollout(999).isFull()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1001})
    void isNeverEmptyNorMoreThanAll(int cohorts) {
        assertThatThrownBy(() -> new Rollout(cohorts))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("1 to 1000");
    }

    @Property
    void keepsEveryCohortWhenItWidens(
            @ForAll @IntRange(min = 1, max = 1000) int one,
            @ForAll @IntRange(min = 1, max = 1000) int other,
            @ForAll @IntRange(min = 1, max = 1000) int cohort) {
        Rollout narrow = new Rollout(Math.min(one, other));
        Rollout wide = new Rollout(Math.max(one, other));

        assertThat(!narrow.reaches(cohort) || wide.reaches(cohort)).isTrue();
    }

    /** Who is in and who is out is a matter of the present share alone. */
    @Property
    void reachesTheSameCohortsHoweverItGrewAndShrank(
            @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 1, max = 1000) Integer> shares,
            @ForAll @IntRange(min = 1, max = 1000) int cohort) {
        int last = shares.get(shares.size() - 1);
        Rollout afterAll = shares.stream()
                .map(Rollout::new)
                .reduce((earlier, later) -> later)
                .orElseThrow();

        assertThat(afterAll.reaches(cohort)).isEqualTo(new Rollout(last).reaches(cohort));
    }

    @Property
    void losesTheHighestCohortsFirstWhenItNarrows(
            @ForAll @IntRange(min = 2, max = 1000) int before, @ForAll @IntRange(min = 1, max = 999) int by) {
        Rollout wide = new Rollout(before);
        Rollout narrow = new Rollout(Math.max(1, before - by));

        assertThat(IntStream.rangeClosed(1, 1000).filter(c -> wide.reaches(c) && !narrow.reaches(c)))
                .allMatch(lost -> lost > narrow.cohorts());
    }
}
