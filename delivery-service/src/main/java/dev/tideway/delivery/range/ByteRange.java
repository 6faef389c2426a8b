package dev.tideway.delivery.range;

/**
 * A piece of a representation, by the positions of its first and last byte, both included, counted from 0.
 *
 * @param first 0 or more
 * @param last not below {@code first}
 */
public record ByteRange(long first, long last) {
    public ByteRange {
        if (first < 0 || last < first) {
            throw new IllegalArgumentException("no range: " + first + "-" + last);
        }
    }

    /** All of a representation that is not empty. */
    public static ByteRange whole(long size) {
        return new ByteRange(0, size - 1);
    }

    /** Bytes, 1 or more. */
    public long length() {
        return last - first + 1;
    }

    /** {@code Content-Range} of RFC 9110 section 14.4. */
    public String contentRange(long size) {
        return "bytes " + first + "-" + last + "/" + size;
    }

    /** {@code Content-Range} of an answer 416, which has no bytes. */
    public static String unsatisfiedRange(long size) {
        return "bytes */" + size;
    }
}
