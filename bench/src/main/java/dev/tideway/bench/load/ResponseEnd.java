package dev.tideway.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Finds the end of responses that have a {@code Content-Length} or no body (RFC 9112 section 6.3). It makes no objects: the
 * load shares its core with the collector, and is to be on time.
 */
final class ResponseEnd {
    private static final int LONGEST_HEAD = 8192;
    private static final int STATUS_AT = 9;
    private static final int TO_LOWER_CASE = 0x20;
    private static final byte[] LENGTH = "\ncontent-length:".getBytes(StandardCharsets.US_ASCII);

    private final byte[] head = new byte[LONGEST_HEAD];
    private int headLength;
    private boolean inBody;
    private long bodyLeft;
    private int status;

    void begin() {
        headLength = 0;
        inBody = false;
    }

    int status() {
        return status;
    }

    /** Takes all of the bytes. */
    boolean reachedBy(ByteBuffer bytes) throws IOException {
        while (!inBody && bytes.hasRemaining()) {
            takeHead(bytes.get());
        }
        if (!inBody) {
            return false;
        }
        bodyLeft -= bytes.remaining();
        if (bodyLeft < 0) {
            throw new IOException("The server sent more than it said.");
        }
        return bodyLeft == 0;
    }

    private void takeHead(byte next) throws IOException {
        if (headLength == LONGEST_HEAD) {
            throw new IOException("The head of a response is longer than " + LONGEST_HEAD + " bytes.");
        }
        head[headLength++] = next;
        if (next == '\n' && headLength >= 4 && head[headLength - 3] == '\n') {
            status = (int) number(STATUS_AT);
            bodyLeft = status == 304 ? 0 : contentLength();
            inBody = true;
        }
    }

    private long contentLength() throws IOException {
        for (int i = 0; i < headLength - LENGTH.length; i++) {
            if (head[i] == '\n' && isLengthAt(i)) {
                return number(i + LENGTH.length);
            }
        }
        throw new IOException(
                "A response has no Content-Length: " + new String(head, 0, headLength, StandardCharsets.ISO_8859_1));
    }

    private boolean isLengthAt(int from) {
        for (int i = 1; i < LENGTH.length; i++) {
            if ((head[from + i] | TO_LOWER_CASE) != LENGTH[i]) {
                return false;
            }
        }
        return true;
    }

    private long number(int from) {
        int at = from;
        while (head[at] == ' ') {
            at++;
        }
        long number = 0;
        for (; head[at] >= '0' && head[at] <= '9'; at++) {
            number = 10 * number + head[at] - '0';
        }
        return number;
    }
}
