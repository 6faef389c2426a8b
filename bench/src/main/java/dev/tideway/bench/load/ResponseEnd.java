package dev.tideway.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Finds the end of responses that have a {@code Content-Length} or no body (RFC 9112 section 6.3). */
final class ResponseEnd {
    private static final int LONGEST_HEAD = 8192;
    private static final String LENGTH = "\r\ncontent-length:";

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
            String text = new String(head, 0, headLength, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
            status = Integer.parseInt(text.substring(9, 12));
            bodyLeft = status == 304 ? 0 : contentLength(text);
            inBody = true;
        }
    }

    private static long contentLength(String head) throws IOException {
        int field = head.indexOf(LENGTH);
        if (field < 0) {
            throw new IOException("A response has no Content-Length: " + head);
        }
        int from = field + LENGTH.length();
        return Long.parseLong(head.substring(from, head.indexOf('\r', from)).strip());
    }
}
