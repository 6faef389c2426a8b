package dev.tideway.catalog.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OfferDayTest {
    @ParameterizedTest
    @CsvSource({"2026-11-21T00:00:00Z, 20261121", "2026-11-21T23:59:59.999Z, 20261121", "2027-01-01T00:00:00Z, 20270101"
    })
    void theDayIsThatOfUtc(Instant offered, int day) {
        assertThat(OfferDay.of(offered)).isEqualTo(day);
    }
}
