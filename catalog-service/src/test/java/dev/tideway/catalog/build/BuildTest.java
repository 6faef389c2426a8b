package dev.tideway.catalog.build;

import static dev.tideway.catalog.build.TestEvents.finished;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.protocol.GoldenMessages;
import dev.tideway.protocol.event.BuildFinished;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BuildTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:15:30Z");

    @Test
    void knowsWhichAttemptAnAnnouncementMade() {
        BuildFinished first = finished("shop", "1", "release", "builds/shop/1/a");
        BuildFinished second = finished("shop", "1", "release", "builds/shop/1/b");
        Build build = new Build(first, NOW);
        build.startNewAttempt(second);

        assertThat(build.about(first.eventSha256())).isEqualTo(OutcomeRule.About.PAST);
        assertThat(build.about(second.eventSha256())).isEqualTo(OutcomeRule.About.PRESENT);
        assertThat(build.about(
                        finished("shop", "1", "release", "builds/shop/1/c").eventSha256()))
                .isEqualTo(OutcomeRule.About.UNKNOWN);
    }

    @Test
    void tellsAttemptsOfOneSourceApart() {
        BuildFinished first = finished("shop", "1", "release", "builds/shop/1/a");
        BuildFinished second = finished("shop", "1", "beta", "builds/shop/1/a");
        Build build = new Build(first, NOW);
        build.startNewAttempt(second);

        assertThat(build.about(first.eventSha256())).isEqualTo(OutcomeRule.About.PAST);
        assertThat(build.about(second.eventSha256())).isEqualTo(OutcomeRule.About.PRESENT);
    }

    @Test
    void whatIsKeptOfAnAnnouncementHasItsDigest() {
        BuildFinished announcement = GoldenMessages.read("build-finished", BuildFinished.class);

        assertThat(new Build(announcement, NOW).content().eventSha256()).isEqualTo(announcement.eventSha256());
    }
}
