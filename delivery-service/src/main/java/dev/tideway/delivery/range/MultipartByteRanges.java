package dev.tideway.delivery.range;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The frame of several ranges in one answer (RFC 9110 section 14.6): everything but the bytes themselves, so that the
 * answer's length is known before the first of them is read.
 *
 * @param size bytes of the whole representation
 * @param boundary occurs in no part
 */
public record MultipartByteRanges(List<ByteRange> ranges, long size, String partType, String boundary) {
    public String contentType() {
        return "multipart/byteranges; boundary=" + boundary;
    }

    /** What stands before the bytes of a range. */
    public byte[] before(ByteRange range) {
        return ascii("\r\n--" + boundary + "\r\nContent-Type: " + partType + "\r\nContent-Range: "
                + range.contentRange(size) + "\r\n\r\n");
    }

    /** What stands after the last range. */
    public byte[] end() {
        return ascii("\r\n--" + boundary + "--\r\n");
    }

    /** Bytes of the whole answer's content. */
    public long contentLength() {
        return ranges.stream()
                        .mapToLong(range -> before(range).length + range.length())
                        .sum()
                + end().length;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
