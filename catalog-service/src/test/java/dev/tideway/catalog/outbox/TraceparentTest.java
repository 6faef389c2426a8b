package dev.tideway.catalog.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceparentTest {
    private static final String ONE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @ParameterizedTest
    @ValueSource(strings = {"traceparent", "ce_traceparent"})
    void isFoundUnderEitherName(String name) {
        assertThat(Traceparent.of(new RecordHeaders().add(name, ONE.getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo(ONE);
    }

    @Test
    void nothingIsFoundWhereNoneIsSaid() {
        assertThat(Traceparent.of(new RecordHeaders())).isNull();
        assertThat(Traceparent.of(new RecordHeaders().add("traceparent", null))).isNull();
        assertThat(Traceparent.valid(null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\nx: y",
            })
    void whatIsNoneIsLeftOut(String value) {
        assertThat(Traceparent.valid(value)).isNull();
    }
}
