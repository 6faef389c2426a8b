package dev.tideway.delivery.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideway.delivery.range.RequestedRanges.Parts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of RFC 9110 section 14.4, of a representation of 1234 bytes, and of sections 15.3.7 and 15.5.17. */
class ByteRangeTest {
    @ParameterizedTest
    @CsvSource({
        "bytes=0-499, 1234, bytes 0-499/1234",
        "bytes=500-999, 1234, bytes 500-999/1234",
        "bytes=500-, 1234, bytes 500-1233/1234",
        "bytes=-500, 1234, bytes 734-1233/1234",
        "bytes=42-1233, 1234, bytes 42-1233/1234",
        "bytes=21010-47021, 47022, bytes 21010-47021/47022"
    })
    void saysWhichBytesItIsAsTheStandardShows(String asked, long size, String answered) {
        var parts = (Parts) RequestedRanges.of(asked, size);

        assertThat(parts.ranges()).singleElement().satisfies(range -> assertThat(range.contentRange(size))
                .isEqualTo(answered));
    }

    @Test
    void saysHowMuchThereIsWhereNothingFits() {
        assertThat(ByteRange.unsatisfiedRange(1234)).isEqualTo("bytes */1234");
        assertThat(ByteRange.unsatisfiedRange(47022)).isEqualTo("bytes */47022");
    }

    @Test
    void isNeverReversed() {
        assertThatThrownBy(() -> new ByteRange(2, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ByteRange(-1, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
