package dev.tideway.catalog.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AppVersionTest {
    @ParameterizedTest
    @CsvSource({
        "1.9, 1.10",
        "2.1.0, 10.0",
        "2.1, 2.1.0",
        "2.1.0-alpha, 2.1.0",
        "2.1.0-alpha, 2.1.0-alpha.1",
        "2.1.0-alpha.1, 2.1.0-alpha.beta",
        "2.1.0-beta.2, 2.1.0-beta.11",
        "2.1.0-rc.1, 2.1.0",
        "2.1.0, 2.1.0+build5",
        "2.1.0+build5, 2.1.1-alpha",
        "1.0-é, 1.0",
        "1.99999999999999999999, 1.100000000000000000000",
        "beta, 1.0",
        "2.x, 2.1",
    })
    void ordersByNumbersThenPreReleasesThenCodePoints(String lower, String higher) {
        assertThat(new AppVersion(lower)).isLessThan(new AppVersion(higher));
        assertThat(new AppVersion(higher)).isGreaterThan(new AppVersion(lower));
    }

    @Test
    void ordersByCodePointsAndNotByUtf16Units() {
        assertThat(new AppVersion("\uffee")).isLessThan(new AppVersion("\ud83d\ude00"));
    }

    @Test
    void isEqualOnlyToTheSameText() {
        assertThat(new AppVersion("2.1")).isNotEqualTo(new AppVersion("2.1.0"));
        assertThat(new AppVersion("2.01")).isNotEqualByComparingTo(new AppVersion("2.1"));
        assertThat(new AppVersion("2.1")).isEqualTo(new AppVersion("2.1")).isEqualByComparingTo(new AppVersion("2.1"));
    }
}
