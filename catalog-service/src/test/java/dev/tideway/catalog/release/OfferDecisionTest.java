package dev.tideway.catalog.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.catalog.release.OfferDecision.NewestOfLine;
import dev.tideway.catalog.release.OfferDecision.Numbers;
import dev.tideway.catalog.release.OfferDecision.Offer;
import dev.tideway.catalog.release.OfferDecision.Supersede;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;
import org.junit.jupiter.api.Test;

class OfferDecisionTest {
    private static final Numbers NONE_GIVEN = new Numbers(1, null);

    @Test
    void offersTheFirstBuildOfALine() {
        assertThat(OfferDecision.of(5, null, NONE_GIVEN)).isEqualTo(new Offer(1));
    }

    @Test
    void offersABuildThatWasAnnouncedAfterTheNewestRelease() {
        assertThat(OfferDecision.of(5, new NewestOfLine("a", 3, 4), new Numbers(1, 7L)))
                .isEqualTo(new Offer(8));
    }

    @Test
    void supersedesABuildThatWasAnnouncedBeforeTheNewestRelease() {
        var newest = new NewestOfLine("b", 3, 6);

        assertThat(OfferDecision.of(5, newest, new Numbers(1, 3L))).isEqualTo(new Supersede(newest));
    }

    @Test
    void countsFromTheFirstNumberOfAProjectThatMovedHere() {
        assertThat(OfferDecision.of(1, null, new Numbers(18, null))).isEqualTo(new Offer(18));
    }

    @Test
    void neverGoesBackToAFirstNumberThatWasSetLater() {
        assertThat(OfferDecision.of(1, null, new Numbers(18, 20L))).isEqualTo(new Offer(21));
    }

    @Test
    void jumpsToAFirstNumberThatIsAboveTheLastOne() {
        assertThat(OfferDecision.of(1, null, new Numbers(18, 3L))).isEqualTo(new Offer(18));
    }

    /** In whatever order the packages of a line become ready, its newest release is the build announced last. */
    @Property
    void theNewestReleaseOfALineIsTheBuildThatWasAnnouncedLast(
            @ForAll @Size(min = 1, max = 20) @UniqueElements List<@LongRange(min = 1, max = 1000) Long> readiness) {
        NewestOfLine newest = null;
        Long last = null;
        List<Long> given = new ArrayList<>();

        for (long announced : readiness) {
            if (OfferDecision.of(announced, newest, new Numbers(1, last)) instanceof Offer offer) {
                last = offer.updateNumber();
                given.add(last);
                newest = new NewestOfLine("build", last, announced);
            }
        }

        assertThat(newest).isNotNull();
        assertThat(newest.announced())
                .isEqualTo(readiness.stream().mapToLong(Long::longValue).max().orElseThrow());
        assertThat(given)
                .isEqualTo(LongStream.rangeClosed(1, given.size()).boxed().toList());
    }
}
