package dev.tideway.catalog.build;

import dev.tideway.catalog.outbox.Traceparent;
import dev.tideway.protocol.event.BuildEvent;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Goes on with the trace that a message came with, so that what comes of a build can be followed from its announcement to
 * its offer: one span for each attempt at handling it.
 */
@Singleton
class MessageSpans {
    private final Tracer tracer;

    /** @param isOff a trace goes on as it came: the framework's telemetry makes ids also where nobody hears of them */
    MessageSpans(OpenTelemetry telemetry, @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean isOff) {
        this.tracer = (isOff ? OpenTelemetry.noop() : telemetry).getTracer("dev.tideway.catalog");
    }

    /** @param work takes the traceparent with which the trace goes on */
    Uni<Void> of(
            ConsumerRecord<String, byte[]> message,
            String name,
            BuildEvent event,
            Function<@Nullable String, Uni<Void>> work) {
        return Uni.createFrom().deferred(() -> {
            Span span = start(message, name, event);
            return work.apply(Traceparent.of(span))
                    .onFailure()
                    .invoke(e -> span.recordException(e).setStatus(StatusCode.ERROR))
                    .onTermination()
                    .invoke(() -> span.end());
        });
    }

    private Span start(ConsumerRecord<String, byte[]> message, String name, BuildEvent event) {
        return tracer.spanBuilder(name)
                .setParent(Traceparent.context(Traceparent.of(message.headers())))
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute("messaging.destination.name", message.topic())
                .setAttribute("messaging.kafka.offset", message.offset())
                .setAttribute("tideway.project", event.projectId())
                .setAttribute("tideway.build", event.subject())
                .startSpan();
    }
}
