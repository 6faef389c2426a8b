package dev.tideway.cli.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.cli.Run;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CohortTest {
    /** The examples of docs/protocol.md. */
    @ParameterizedTest
    @CsvSource({
        "00000000-0000-0000-0000-000000000000, 771",
        "7c9e6679-7425-40de-944b-e07fc1f90ae7, 125",
        "device-é, 354"
    })
    void isWhatTheProtocolSays(String device, int cohort) {
        assertThat(Cohort.of("shop", device)).isEqualTo(cohort);
        assertThat(Run.tideway("rollout", "cohort", device, "--project", "shop").out())
                .isEqualToIgnoringNewLines(Integer.toString(cohort));
    }

    @Test
    void spreadsDevicesEvenly() {
        int devices = 100_000;

        Map<Integer, Long> tenths = IntStream.range(0, devices)
                .mapToObj(i -> new UUID(i, 31L * i).toString())
                .collect(Collectors.groupingBy(id -> (Cohort.of("shop", id) - 1) / 100, Collectors.counting()));

        assertThat(tenths).hasSize(10).allSatisfy((tenth, count) -> assertThat(count)
                .isBetween(9_600L, 10_400L));
    }

    @Test
    void isAnotherOneInAnotherProject() {
        assertThat(Cohort.of("shop", "a")).isNotEqualTo(Cohort.of("shop2", "a"));
    }
}
