package dev.tideway.catalog.outbox;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    private static final W3CTraceContextPropagator FORM = W3CTraceContextPropagator.getInstance();

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

    /** That of what follows from a span; absent where there is none. */
    public static @Nullable String of(Span span) {
        Map<String, String> fields = new HashMap<>();
        FORM.inject(Context.root().with(span), fields, Map::put);
        return fields.get(HEADER);
    }

    /** What a span that follows from it has as its parent. */
    public static Context context(@Nullable String traceparent) {
        return traceparent == null
                ? Context.root()
                : FORM.extract(Context.root(), traceparent, new TextMapGetter<>() {
                    @Override
                    public Iterable<String> keys(String carrier) {
                        return List.of(HEADER);
                    }

                    @Override
                    public @Nullable String get(@Nullable String carrier, String key) {
                        return key.equals(HEADER) ? carrier : null;
                    }
                });
    }

    /** Absent where it is none. */
    public static @Nullable String valid(@Nullable String value) {
        return value != null && VERSION_0.matcher(value).matches() ? value : null;
    }
}
