package dev.tideway.packager.build;

import dev.tideway.protocol.event.ReleaseOffered;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Carries on the trace that a message came with: W3C Trace Context in the headers {@code traceparent} and
 * {@code tracestate}, or the same as attributes of the CloudEvent (its distributed tracing extension).
 */
@Singleton
public final class BuildTraces {
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
        return span(builder("package build", announcement.message())
                .setAttribute("tideway.build", announcement.subject())
                .setAttribute("tideway.project", announcement.project())
                .setAttribute("tideway.attempt", announcement.attempt()));
    }

    /** All attempts at making the actions of one offer. */
    public BuildSpan start(ReleaseOffered offered, ConsumerRecord<String, byte[]> message) {
        return span(builder("make actions", message)
                .setAttribute("tideway.release", offered.subject())
                .setAttribute("tideway.project", offered.projectId()));
    }

    private SpanBuilder builder(String name, ConsumerRecord<String, byte[]> message) {
        return tracer.spanBuilder(name)
                .setParent(propagator.extract(Context.root(), message.headers(), HEADERS))
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute("messaging.destination.name", message.topic())
                .setAttribute("messaging.kafka.offset", message.offset());
    }

    private BuildSpan span(SpanBuilder builder) {
        return new BuildSpan(tracer, propagator, builder.startSpan());
    }
}
