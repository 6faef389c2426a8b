package dev.tideway.catalog.build;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AnnouncementRuleTest {
    @Test
    void takesTheAnnouncementOfABuildThatWasAcceptedByTheApi() {
        assertThat(AnnouncementRule.of(BuildState.ANNOUNCED, true, false)).isEqualTo(AnnouncementRule.ACCEPT);
    }

    @Test
    void takesAnAnnouncementThatComesWithoutTheApiWhileAnUploadIsAwaited() {
        assertThat(AnnouncementRule.of(BuildState.AWAITING_UPLOAD, false, false))
                .isEqualTo(AnnouncementRule.ACCEPT);
    }

    @ParameterizedTest
    @EnumSource(names = {"PACKAGING", "OFFERED", "HELD", "SCHEDULED", "SUPERSEDED", "REJECTED", "FAILED"})
    void theSameAnnouncementAgainChangesNothing(BuildState state) {
        assertThat(AnnouncementRule.of(state, true, false)).isEqualTo(AnnouncementRule.REPEATED);
    }

    @ParameterizedTest
    @EnumSource(names = {"ANNOUNCED", "PACKAGING", "OFFERED", "HELD", "SCHEDULED", "SUPERSEDED"})
    void otherContentIsRefusedAndTheFirstStays(BuildState state) {
        assertThat(AnnouncementRule.of(state, false, false)).isEqualTo(AnnouncementRule.REFUSE);
    }

    @ParameterizedTest
    @EnumSource(names = {"REJECTED", "FAILED"})
    void aBuildThatEndedBadlyMayBeAnnouncedAnew(BuildState state) {
        assertThat(AnnouncementRule.of(state, false, false)).isEqualTo(AnnouncementRule.START_NEW_ATTEMPT);
    }

    @ParameterizedTest
    @EnumSource
    void aRedeliveredAnnouncementOfAnEarlierAttemptChangesNothing(BuildState state) {
        assertThat(AnnouncementRule.of(state, false, true)).isEqualTo(AnnouncementRule.REPEATED);
    }
}
