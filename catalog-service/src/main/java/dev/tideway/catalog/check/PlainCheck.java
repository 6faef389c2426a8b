package dev.tideway.catalog.check;

import dev.tideway.connection.PlainRequest;
import org.jspecify.annotations.Nullable;

/**
 * Recognises a {@link PlainRequest} that asks for nothing but a check, as nearly all devices and caches write it:
 * {@code GET /checkUpdate?… HTTP/1.1}, any fields, no body.
 */
final class PlainCheck {
    /** The longest request that is recognised, in bytes; the HTTP server limits the first line alone to as much. */
    static final int LONGEST = PlainRequest.LONGEST;

    private static final byte[] START = Bytes.ascii("/checkUpdate?");

    /** Several lines of it are one list, which the HTTP server joins. */
    private enum Field {
        IF_NONE_MATCH
    }

    private final PlainRequest<Field> request;

    /** @param bytes where the requests are put */
    PlainCheck(byte[] bytes) {
        this.request = new PlainRequest<>(bytes, Field.class);
    }

    /**
     * Looks at what was put there.
     *
     * @param length how many bytes
     * @return how many of them the request takes; 0 if they do not begin with a whole plain check
     */
    int read(int length) {
        int taken = request.read(length);
        return taken > 0 && request.isGet() && request.targetStartsWith(START) ? taken : 0;
    }

    /** Of the request that was read: one char for each byte, as the HTTP server hands it on. */
    String query() {
        return request.target(START.length);
    }

    /** Of the request that was read; null if there is none. */
    @Nullable String ifNoneMatch() {
        return request.field(Field.IF_NONE_MATCH);
    }
}
