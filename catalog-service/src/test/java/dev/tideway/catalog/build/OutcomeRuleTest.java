package dev.tideway.catalog.build;

import static dev.tideway.catalog.build.OutcomeRule.About.PAST;
import static dev.tideway.catalog.build.OutcomeRule.About.PRESENT;
import static dev.tideway.catalog.build.OutcomeRule.About.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.protocol.GoldenMessages;
import dev.tideway.protocol.event.BuildFailed;
import dev.tideway.protocol.event.BuildOutcome;
import dev.tideway.protocol.event.BuildRejected;
import dev.tideway.protocol.event.PackageReady;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutcomeRuleTest {
    private static final BuildOutcome READY = GoldenMessages.read("package-ready", PackageReady.class);
    private static final BuildOutcome REJECTED = GoldenMessages.read("build-rejected", BuildRejected.class);
    private static final BuildOutcome FAILED = GoldenMessages.read("build-failed", BuildFailed.class);
    private static final List<BuildOutcome> ALL = List.of(READY, REJECTED, FAILED);

    @Test
    void anyOutcomeEndsAnAttemptThatIsPackaging() {
        assertThat(ALL).allSatisfy(outcome -> assertThat(OutcomeRule.of(BuildState.PACKAGING, PRESENT, outcome))
                .isEqualTo(OutcomeRule.APPLY));
    }

    @ParameterizedTest
    @EnumSource(names = {"AWAITING_UPLOAD", "ANNOUNCED"})
    void anOutcomeWaitsForItsAnnouncement(BuildState state) {
        assertThat(ALL).allSatisfy(outcome -> assertThat(OutcomeRule.of(state, PRESENT, outcome))
                .isEqualTo(OutcomeRule.KEEP));
    }

    @ParameterizedTest
    @EnumSource(names = {"PACKAGING", "REJECTED", "FAILED", "AWAITING_UPLOAD"})
    void anOutcomeOfAnAttemptThatIsNotAnnouncedYetWaits(BuildState state) {
        assertThat(OutcomeRule.of(state, UNKNOWN, READY)).isEqualTo(OutcomeRule.KEEP);
    }

    @ParameterizedTest
    @EnumSource
    void anOutcomeOfAnEarlierAttemptChangesNothing(BuildState state) {
        assertThat(ALL).allSatisfy(outcome -> assertThat(OutcomeRule.of(state, PAST, outcome))
                .isEqualTo(OutcomeRule.IGNORE));
    }

    @ParameterizedTest
    @EnumSource(names = {"OFFERED", "HELD", "SCHEDULED", "SUPERSEDED"})
    void whatIsDecidedStaysDecided(BuildState state) {
        assertThat(ALL).allSatisfy(outcome -> assertThat(OutcomeRule.of(state, PRESENT, outcome))
                .isEqualTo(OutcomeRule.IGNORE));
    }

    @Test
    void aFailedBuildThatIsReplayedSuccessfullyGoesOn() {
        assertThat(OutcomeRule.of(BuildState.FAILED, PRESENT, READY)).isEqualTo(OutcomeRule.APPLY);
        assertThat(OutcomeRule.of(BuildState.FAILED, PRESENT, REJECTED)).isEqualTo(OutcomeRule.APPLY);
        assertThat(OutcomeRule.of(BuildState.FAILED, PRESENT, FAILED)).isEqualTo(OutcomeRule.IGNORE);
    }

    @Test
    void aRejectionIsNotTurnedIntoAFailure() {
        assertThat(OutcomeRule.of(BuildState.REJECTED, PRESENT, FAILED)).isEqualTo(OutcomeRule.IGNORE);
    }
}
