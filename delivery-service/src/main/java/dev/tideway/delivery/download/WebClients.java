package dev.tideway.delivery.download;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Lets pages of other origins read answers (CORS, as the Fetch standard has it, and Resource Timing). What is sent does not
 * depend on who asks, so that a cache needs no key for it.
 */
@Singleton
class WebClients {
    private static final String EXPOSED = "Accept-Ranges, Content-Disposition, Content-Length, Content-Range, ETag,"
            + " Last-Modified, Repr-Digest, Retry-After";
    private static final String REQUEST_HEADERS =
            "If-Match, If-Modified-Since, If-None-Match, If-Range," + " If-Unmodified-Since, Range, Want-Repr-Digest";
    private static final String A_DAY = "86400";

    private final Optional<String> origin;

    WebClients(DeliveryConfig config) {
        this.origin = config.allowOrigin();
    }

    /** For every answer, refusals too. */
    void allow(BiConsumer<CharSequence, String> field) {
        origin.ifPresent(allowed -> {
            field.accept("Access-Control-Allow-Origin", allowed);
            field.accept("Access-Control-Expose-Headers", EXPOSED);
            field.accept("Cross-Origin-Resource-Policy", "cross-origin");
            field.accept("Timing-Allow-Origin", allowed);
        });
    }

    /** For the question that a browser asks before a request with unusual fields. */
    void allowBeforehand(BiConsumer<CharSequence, String> field) {
        origin.ifPresent(allowed -> {
            field.accept("Access-Control-Allow-Methods", "GET, HEAD");
            field.accept("Access-Control-Allow-Headers", REQUEST_HEADERS);
            field.accept("Access-Control-Max-Age", A_DAY);
        });
    }
}
