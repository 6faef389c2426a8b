package dev.tideway.delivery.range;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MultipartByteRangesTest {
    /** The example of RFC 9110 section 14.6. */
    private final MultipartByteRanges example = new MultipartByteRanges(
            List.of(new ByteRange(500, 999), new ByteRange(7000, 7999)),
            8000,
            "application/pdf",
            "THIS_STRING_SEPARATES");

    @Test
    void framesPartsAsTheStandardShows() {
        assertThat(example.contentType()).isEqualTo("multipart/byteranges; boundary=THIS_STRING_SEPARATES");
        assertThat(new String(example.before(new ByteRange(500, 999)), StandardCharsets.US_ASCII))
                .isEqualTo("\r\n--THIS_STRING_SEPARATES\r\nContent-Type: application/pdf\r\n"
                        + "Content-Range: bytes 500-999/8000\r\n\r\n");
        assertThat(new String(example.end(), StandardCharsets.US_ASCII)).isEqualTo("\r\n--THIS_STRING_SEPARATES--\r\n");
    }

    @Test
    void knowsItsLengthBeforeAnythingIsRead() {
        long frames = example.before(new ByteRange(500, 999)).length
                + example.before(new ByteRange(7000, 7999)).length
                + example.end().length;

        assertThat(example.contentLength()).isEqualTo(frames + 500 + 1000);
    }

    @Test
    void saysHowLongARepresentationIsThatDoesNotReachTheRange() {
        assertThat(ByteRange.unsatisfiedRange(1234)).isEqualTo("bytes */1234");
    }
}
