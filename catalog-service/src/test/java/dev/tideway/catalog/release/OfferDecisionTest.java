package dev.tideway.catalog.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.catalog.release.OfferDecision.Arrival;
import dev.tideway.catalog.release.OfferDecision.Hold;
import dev.tideway.catalog.release.OfferDecision.NewestOfLine;
import dev.tideway.catalog.release.OfferDecision.Offer;
import dev.tideway.catalog.release.OfferDecision.Schedule;
import dev.tideway.catalog.release.OfferDecision.Supersede;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OfferDecisionTest {
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    private static OfferDecision decided(long announced, @Nullable NewestOfLine newest, boolean held) {
        return OfferDecision.of(new Arrival(announced, held, null), newest, NOON);
    }

    @Test
    void aBuildThatIsToWaitIsScheduledUntilItsTime() {
        assertThat(OfferDecision.of(new Arrival(5, false, NOON.plusSeconds(1)), null, NOON))
                .isEqualTo(new Schedule(NOON.plusSeconds(1)));
        assertThat(OfferDecision.of(new Arrival(5, false, NOON), null, NOON)).isEqualTo(new Offer());
        assertThat(OfferDecision.of(new Arrival(5, true, NOON.plusSeconds(1)), null, NOON))
                .isEqualTo(new Hold());
    }

    @Test
    void offersTheFirstBuildOfALine() {
        assertThat(decided(5, null, false)).isEqualTo(new Offer());
    }

    @Test
    void offersABuildThatWasAnnouncedAfterTheNewestRelease() {
        assertThat(decided(5, new NewestOfLine("a", 3, 4), false)).isEqualTo(new Offer());
    }

    @Test
    void holdsABuildWhereTheProjectWantsThat() {
        assertThat(decided(5, new NewestOfLine("a", 3, 4), true)).isEqualTo(new Hold());
    }

    @Test
    void supersedesABuildThatWasAnnouncedBeforeTheNewestRelease() {
        var newest = new NewestOfLine("b", 3, 6);

        assertThat(decided(5, newest, false)).isEqualTo(new Supersede(newest));
        assertThat(decided(5, newest, true)).isEqualTo(new Supersede(newest));
    }

    @Test
    void countsFromTheFirstNumberOfAProjectThatMovedHere() {
        assertThat(new UpdateNumbers(18, null).next()).isEqualTo(18);
    }

    @Test
    void neverGoesBackToAFirstNumberThatWasSetLater() {
        assertThat(new UpdateNumbers(18, 20L).next()).isEqualTo(21);
    }

    @Test
    void jumpsToAFirstNumberThatIsAboveTheLastOne() {
        assertThat(new UpdateNumbers(18, 3L).next()).isEqualTo(18);
    }

    /** In whatever order the packages of a line become ready, its newest release is the build announced last. */
    @Property
    void theNewestReleaseOfALineIsTheBuildThatWasAnnouncedLast(
            @ForAll @Size(min = 1, max = 20) @UniqueElements List<@LongRange(min = 1, max = 1000) Long> readiness) {
        NewestOfLine newest = null;
        List<Long> given = new ArrayList<>();

        for (long announced : readiness) {
            if (decided(announced, newest, false) instanceof Offer) {
                long number = new UpdateNumbers(1, given.isEmpty() ? null : given.get(given.size() - 1)).next();
                given.add(number);
                newest = new NewestOfLine("build", number, announced);
            }
        }

        assertThat(newest).isNotNull();
        assertThat(newest.announced())
                .isEqualTo(readiness.stream().mapToLong(Long::longValue).max().orElseThrow());
        assertThat(given)
                .isEqualTo(LongStream.rangeClosed(1, given.size()).boxed().toList());
    }
}
