package dev.tideway.catalog.build;

import static dev.tideway.catalog.build.TestEvents.finished;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class BuildTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:15:30Z");

    @Test
    void knowsWhichAttemptASourceBelongsTo() {
        Build build = new Build(finished("shop", "1", "release", "builds/shop/1/a"), NOW);
        build.startNewAttempt(finished("shop", "1", "release", "builds/shop/1/b"));

        assertThat(build.about("builds/shop/1/a")).isEqualTo(OutcomeRule.About.PAST);
        assertThat(build.about("builds/shop/1/b")).isEqualTo(OutcomeRule.About.PRESENT);
        assertThat(build.about("builds/shop/1/c")).isEqualTo(OutcomeRule.About.UNKNOWN);
    }

    @Test
    void takesASourceThatEveryAttemptNamesForThePresentOne() {
        Build build = new Build(finished("shop", "1", "release", "builds/shop/1/upload.zip"), NOW);
        build.startNewAttempt(finished("shop", "1", "beta", "builds/shop/1/upload.zip"));

        assertThat(build.about("builds/shop/1/upload.zip")).isEqualTo(OutcomeRule.About.PRESENT);
    }
}
