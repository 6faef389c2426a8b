package dev.tideway.packager.build;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;

/** The trace of one attempt at a build, with a child for each stage, or of making the actions of an offer. */
public final class BuildSpan implements AutoCloseable {
    private final Tracer tracer;
    private final TextMapPropagator propagator;
    private final Span span;
    private final Context context;

    BuildSpan(Tracer tracer, TextMapPropagator propagator, Span span) {
        this.tracer = tracer;
        this.propagator = propagator;
        this.span = span;
        this.context = Context.root().with(span);
    }

    /** A stage that has ended. */
    void stage(Stage stage, Instant started, Instant ended) {
        tracer.spanBuilder(stage.label())
                .setParent(context)
                .setStartTimestamp(started)
                .startSpan()
                .end(ended);
    }

    void ended(String outcome, String reason) {
        span.setAttribute("tideway.outcome", outcome);
        span.setAttribute("tideway.reason", reason);
    }

    public void failed(Throwable cause) {
        span.recordException(cause);
        span.setStatus(StatusCode.ERROR);
    }

    /** 32 hexadecimal digits, zeros where nothing is traced. */
    public String traceId() {
        return span.getSpanContext().getTraceId();
    }

    /** Whoever reads the message goes on with this trace. */
    void carryOn(Headers headers) {
        propagator.inject(context, headers, (to, name, value) -> {
            if (to != null) {
                to.remove(name);
                to.add(name, value.getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    @Override
    public void close() {
        span.end();
    }
}
