package dev.tideway.catalog.publish;

import static dev.tideway.catalog.check.Catalogues.catalogue;
import static dev.tideway.catalog.check.Catalogues.deleted;
import static dev.tideway.catalog.check.Catalogues.in;
import static dev.tideway.catalog.check.Catalogues.packedAs;
import static dev.tideway.catalog.check.Catalogues.release;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.protocol.catalogue.CatalogueRelease;
import dev.tideway.protocol.catalogue.CatalogueRelease.State;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private final CatalogueRelease first = release("ios", "2.1.0", 1);
    private final CatalogueRelease second = release("ios", "2.1.0", 2);

    @Test
    void nothingIsMissingWhereNothingWasPublished() {
        assertThat(Comparison.isOutdated(catalogue("shop", 3, first), null)).isFalse();
    }

    @Test
    void whatIsOlderOrTheSameIsKnown() {
        assertThat(Comparison.isOutdated(catalogue("shop", 3, first, second), catalogue("shop", 2, first)))
                .isFalse();
        assertThat(Comparison.isOutdated(catalogue("shop", 3, in(State.PURGED, first)), catalogue("shop", 2, first)))
                .isFalse();
        assertThat(Comparison.isOutdated(catalogue("shop", 3, first), catalogue("shop", 3, first)))
                .isFalse();
    }

    @Test
    void aHigherRevisionWasLost() {
        assertThat(Comparison.isOutdated(catalogue("shop", 3, first), catalogue("shop", 4, first)))
                .isTrue();
    }

    @Test
    void aNumberWasLostAlsoWhereSoMuchWasChangedSinceThatTheRevisionIsHigher() {
        assertThat(Comparison.isOutdated(catalogue("shop", 9, first), catalogue("shop", 4, first, second)))
                .isTrue();
    }

    @Test
    void aNumberWasGivenTwice() {
        CatalogueRelease other = packedAs(release("ios", "2.1.0", 7), second);

        assertThat(Comparison.isOutdated(catalogue("shop", 9, first, other), catalogue("shop", 4, first, second)))
                .isTrue();
    }

    @Test
    void aDeletionWasLost() {
        assertThat(Comparison.isOutdated(catalogue("shop", 9), deleted("shop", 4)))
                .isTrue();
    }
}
