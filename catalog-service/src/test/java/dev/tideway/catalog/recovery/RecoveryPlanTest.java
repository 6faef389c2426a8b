package dev.tideway.catalog.recovery;

import static dev.tideway.catalog.check.Catalogues.aliases;
import static dev.tideway.catalog.check.Catalogues.catalogue;
import static dev.tideway.catalog.check.Catalogues.deleted;
import static dev.tideway.catalog.check.Catalogues.in;
import static dev.tideway.catalog.check.Catalogues.mandatory;
import static dev.tideway.catalog.check.Catalogues.packedAs;
import static dev.tideway.catalog.check.Catalogues.release;
import static dev.tideway.catalog.check.Catalogues.toCohorts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.catalog.recovery.RecoveryPlan.Scope;
import dev.tideway.protocol.catalogue.CatalogueRelease;
import dev.tideway.protocol.catalogue.CatalogueRelease.State;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecoveryPlanTest {
    private final CatalogueRelease first = release("ios", "2.1.0", 1);
    private final CatalogueRelease second = release("ios", "2.1.0", 2);
    private final CatalogueRelease third = release("ios", "2.1.0", 3);

    @Test
    void theRevisionIsAboveAllThatWereSeen() {
        assertThat(RecoveryPlan.of(catalogue("shop", 3), List.of(catalogue("shop", 8), catalogue("shop", 9)))
                        .revision())
                .isEqualTo(10);
        assertThat(RecoveryPlan.of(catalogue("shop", 12, first), List.of(catalogue("shop", 8, first, second)))
                        .revision())
                .isEqualTo(13);
    }

    @Test
    void numbersGoOnAboveAllThatWereSeenInEachOsAndAppVersion() {
        RecoveryPlan plan = RecoveryPlan.of(
                catalogue("shop", 3, first),
                List.of(
                        catalogue("shop", 8, first, second, in(State.PURGED, third)),
                        catalogue("shop", 7, release("android", "1.0", 40))));

        assertThat(plan.lastGiven()).isEqualTo(Map.of(new Scope("ios", "2.1.0"), 3L, new Scope("android", "1.0"), 40L));
    }

    @Test
    void lostReleasesComeBackAsTheyWerePublishedLast() {
        RecoveryPlan plan = RecoveryPlan.of(
                catalogue("shop", 3, first),
                List.of(
                        catalogue("shop", 9, first, second, in(State.WITHDRAWN, third)),
                        catalogue("shop", 8, first, second, third)));

        assertThat(plan.lost()).containsExactly(second, in(State.WITHDRAWN, third));
        assertThat(plan.changed()).isEmpty();
        assertThat(plan.renumbered()).isEmpty();
    }

    @Test
    void whatWasWithdrawnWidenedOrMarkedSinceTheBackupStaysSo() {
        RecoveryPlan plan = RecoveryPlan.of(
                catalogue("shop", 3, first, toCohorts(10, second), third),
                List.of(catalogue("shop", 8, in(State.WITHDRAWN, first), second, mandatory(third))));

        assertThat(plan.changed()).containsExactly(in(State.WITHDRAWN, first), second, mandatory(third));
    }

    @Test
    void aDatabaseThatWentOnKeepsWhatItSaysOfReleasesThatItKnows() {
        RecoveryPlan plan = RecoveryPlan.of(
                catalogue("shop", 12, in(State.PAUSED, first)), List.of(catalogue("shop", 8, first, second)));

        assertThat(plan.changed()).isEmpty();
        assertThat(plan.lost()).containsExactly(second);
        assertThat(plan.newer()).isEmpty();
    }

    @Test
    void aNumberThatWasGivenTwiceBelongsToWhatDevicesWereTold() {
        CatalogueRelease twice = packedAs(third, second);

        RecoveryPlan plan =
                RecoveryPlan.of(catalogue("shop", 3, first, twice), List.of(catalogue("shop", 8, first, second)));

        assertThat(plan.renumbered()).containsExactly(twice);
        assertThat(plan.lost()).containsExactly(second);
    }

    @Test
    void settingsAndDeletionAreTakenOver() {
        assertThat(RecoveryPlan.of(catalogue("shop", 3), List.of(catalogue("shop", 4, aliases("old"))))
                        .newer()
                        .orElseThrow()
                        .settings()
                        .aliases())
                .containsExactly("old");
        assertThat(RecoveryPlan.of(catalogue("shop", 3), List.of(deleted("shop", 4)))
                        .newer()
                        .orElseThrow()
                        .deleted())
                .isTrue();
    }

    @Test
    void isNeedlessWhereTheDatabaseKnowsAll() {
        assertThat(RecoveryPlan.of(catalogue("shop", 3, first), List.of(catalogue("shop", 3, first)))
                        .isNeedless())
                .isTrue();
        assertThat(RecoveryPlan.of(catalogue("shop", 3, first), List.of()).isNeedless())
                .isTrue();
        assertThat(RecoveryPlan.of(catalogue("shop", 3, first), List.of(catalogue("shop", 4, first)))
                        .isNeedless())
                .isFalse();
    }
}
