package dev.tideway.catalog.outbox;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Which trace something belongs to (W3C Trace Context, section 3.2), so that what comes of a build can be followed from its
 * announcement to its offer.
 */
public final class Traceparent {
    /** As HTTP and Kafka messages have it. */
    public static final String HEADER = "traceparent";

    /** As the CloudEvents extension for distributed tracing has it in Kafka's binary mode. */
    private static final String CLOUD_EVENT_HEADER = "ce_traceparent";

    private static final Pattern VERSION_0 =
            Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private Traceparent() {}

    /** Absent where the message belongs to no trace, or says so in a form that is none. */
    public static @Nullable String of(Headers headers) {
        return Stream.of(HEADER, CLOUD_EVENT_HEADER)
                .map(headers::lastHeader)
                .flatMap(Stream::ofNullable)
                .map(Header::value)
                .flatMap(Stream::ofNullable)
                .map(value -> valid(new String(value, StandardCharsets.UTF_8)))
                .flatMap(Stream::ofNullable)
                .findFirst()
                .orElse(null);
    }

    /** Absent where it is none. */
    public static @Nullable String valid(@Nullable String value) {
        return value != null && VERSION_0.matcher(value).matches() ? value : null;
    }
}
