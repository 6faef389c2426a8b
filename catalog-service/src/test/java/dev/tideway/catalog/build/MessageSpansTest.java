package dev.tideway.catalog.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideway.catalog.outbox.Traceparent;
import dev.tideway.protocol.event.BuildFinished;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MessageSpansTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CAME_WITH = "00-" + TRACE + "-b7ad6b7169203331-01";

    private final List<SpanData> ended = new ArrayList<>();
    private final OpenTelemetry telemetry = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(new Collecting())
                    .build())
            .build();
    private final BuildFinished build = TestEvents.finished("shop", "b1");
    private final AtomicReference<String> goesOn = new AtomicReference<>();

    @Test
    void aMessageIsHandledInASpanOfItsTraceAndTheTraceGoesOnFromThere() {
        new MessageSpans(telemetry, false)
                .of(message(CAME_WITH), "record announcement", build, this::note)
                .await()
                .indefinitely();

        assertThat(ended).singleElement().satisfies(span -> {
            assertThat(span.getName()).isEqualTo("record announcement");
            assertThat(span.getParentSpanContext().isRemote()).isTrue();
            assertThat(span.getParentSpanId()).isEqualTo("b7ad6b7169203331");
            assertThat(span.getTraceId()).isEqualTo(TRACE);
            assertThat(goesOn.get()).isEqualTo("00-" + TRACE + "-" + span.getSpanId() + "-01");
        });
    }

    @Test
    void aMessageOfNoTraceBeginsOne() {
        new MessageSpans(telemetry, false)
                .of(message(null), "record announcement", build, this::note)
                .await()
                .indefinitely();

        assertThat(ended).singleElement().satisfies(span -> {
            assertThat(span.getParentSpanContext().isValid()).isFalse();
            assertThat(goesOn.get()).contains(span.getTraceId());
        });
    }

    @Test
    void anAttemptThatFailsEndsItsSpanAsFailed() {
        Uni<Void> handled = new MessageSpans(telemetry, false)
                .of(message(CAME_WITH), "record announcement", build, x -> Uni.createFrom()
                        .failure(new IllegalStateException("away")));

        assertThatThrownBy(() -> handled.await().indefinitely()).hasMessage("away");
        assertThatThrownBy(() -> handled.await().indefinitely()).hasMessage("away");

        assertThat(ended)
                .hasSize(2)
                .allSatisfy(span -> assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR));
    }

    @Test
    void whereNothingIsTracedTheTraceGoesOnAsItCame() {
        MessageSpans none = new MessageSpans(telemetry, true);

        none.of(message(CAME_WITH), "record announcement", build, this::note)
                .await()
                .indefinitely();
        assertThat(goesOn.get()).isEqualTo(CAME_WITH);

        none.of(message(null), "record announcement", build, this::note).await().indefinitely();
        assertThat(goesOn.get()).isNull();
    }

    private Uni<Void> note(@Nullable String traceparent) {
        goesOn.set(traceparent);
        return Uni.createFrom().voidItem();
    }

    private static ConsumerRecord<String, byte[]> message(@Nullable String traceparent) {
        ConsumerRecord<String, byte[]> message = new ConsumerRecord<>("builds", 0, 7, "shop", new byte[0]);
        if (traceparent != null) {
            message.headers().add(Traceparent.HEADER, traceparent.getBytes(StandardCharsets.US_ASCII));
        }
        return message;
    }

    private final class Collecting implements SpanProcessor {
        @Override
        public void onStart(Context parent, ReadWriteSpan span) {}

        @Override
        public boolean isStartRequired() {
            return false;
        }

        @Override
        public void onEnd(ReadableSpan span) {
            ended.add(span.toSpanData());
        }

        @Override
        public boolean isEndRequired() {
            return true;
        }
    }
}
