package dev.tideway.packager.build;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Carries on the trace that an announcement came with: W3C Trace Context in the headers {@code traceparent} and
 * {@code tracestate}, or the same as attributes of the CloudEvent (its distributed tracing extension).
 */
@Singleton
final class BuildTraces {
    private static final TextMapGetter<Headers> HEADERS = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Headers headers) {
            return Arrays.stream(headers.toArray()).map(Header::key).toList();
        }

        @Override
        public @Nullable String get(@Nullable Headers headers, String name) {
            if (headers == null) {
                return null;
            }
            Header plain = headers.lastHeader(name);
            Header found = plain != null ? plain : headers.lastHeader("ce_" + name);
            return found == null || found.value() == null ? null : new String(found.value(), StandardCharsets.UTF_8);
        }
    };

    private final Tracer tracer;
    private final TextMapPropagator propagator;

    BuildTraces(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer("dev.tideway.packager");
        this.propagator = telemetry.getPropagators().getTextMapPropagator();
    }

    /** One attempt at one build. */
    BuildSpan start(Announcement announcement) {
        Context parent =
                propagator.extract(Context.root(), announcement.message().headers(), HEADERS);
        Span span = tracer.spanBuilder("package build")
                .setParent(parent)
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute("tideway.build", announcement.subject())
                .setAttribute("tideway.project", announcement.project())
                .setAttribute("tideway.attempt", announcement.attempt())
                .setAttribute(
                        "messaging.destination.name", announcement.message().topic())
                .setAttribute("messaging.kafka.offset", announcement.message().offset())
                .startSpan();
        return new BuildSpan(tracer, propagator, span);
    }
}
