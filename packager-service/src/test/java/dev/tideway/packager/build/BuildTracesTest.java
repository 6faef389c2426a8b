package dev.tideway.packager.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.protocol.GoldenMessages;
import dev.tideway.protocol.event.BuildSource;
import dev.tideway.protocol.event.ReleaseOffered;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuildTracesTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "00-" + TRACE + "-b7ad6b7169203331-01";

    private final List<SpanData> ended = new ArrayList<>();
    private final BuildTraces traces = new BuildTraces(OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(new Collecting())
                    .build())
            .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
            .build());

    @ParameterizedTest
    @ValueSource(strings = {"traceparent", "ce_traceparent"})
    void goesOnWithTheTraceOfTheAnnouncement(String header) {
        RecordHeaders outcome = new RecordHeaders();
        try (BuildSpan span = traces.start(announcement(Map.of(header, PARENT)))) {
            span.stage(Stage.FETCH, Instant.ofEpochSecond(1), Instant.ofEpochSecond(3));
            span.ended("packaged", "none");
            span.carryOn(outcome);
            assertThat(span.traceId()).isEqualTo(TRACE);
        }

        SpanData fetch = ended.get(0);
        SpanData build = ended.get(1);
        assertThat(build.getName()).isEqualTo("package build");
        assertThat(build.getParentSpanId()).isEqualTo("b7ad6b7169203331");
        assertThat(fetch.getName()).isEqualTo("fetch");
        assertThat(fetch.getParentSpanId()).isEqualTo(build.getSpanId());
        assertThat(fetch.getEndEpochNanos() - fetch.getStartEpochNanos()).isEqualTo(2_000_000_000L);
        assertThat(new String(outcome.lastHeader("traceparent").value(), StandardCharsets.UTF_8))
                .isEqualTo("00-" + TRACE + "-" + build.getSpanId() + "-01");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense"})
    void beginsATraceOfItsOwnWhereThereIsNone(String header) {
        try (BuildSpan span = traces.start(announcement(Map.of("traceparent", header)))) {
            assertThat(span.traceId()).matches("[0-9a-f]{32}").isNotEqualTo("0".repeat(32));
        }

        assertThat(ended).singleElement().satisfies(span -> assertThat(
                        span.getParentSpanContext().isValid())
                .isFalse());
    }

    @Test
    void aHeaderWithoutAValueIsNone() {
        Announcement announcement = announcement(Map.of());
        announcement.message().headers().add("traceparent", null);

        try (BuildSpan span = traces.start(announcement)) {
            assertThat(span.traceId()).isNotEqualTo(TRACE);
        }
    }

    @Test
    void actionsGoOnWithTheTraceOfTheOffer() {
        ReleaseOffered offered = GoldenMessages.read("release-offered", ReleaseOffered.class);
        ConsumerRecord<String, byte[]> message = new ConsumerRecord<>("releases", 0, 7, "shop", new byte[0]);
        message.headers().add("traceparent", PARENT.getBytes(StandardCharsets.UTF_8));
        RecordHeaders said = new RecordHeaders();

        try (BuildSpan span = traces.start(offered, message)) {
            span.carryOn(said);
        }

        assertThat(ended).singleElement().satisfies(span -> {
            assertThat(span.getName()).isEqualTo("make actions");
            assertThat(span.getParentSpanId()).isEqualTo("b7ad6b7169203331");
        });
        assertThat(new String(said.lastHeader("traceparent").value(), StandardCharsets.UTF_8))
                .startsWith("00-" + TRACE + "-");
    }

    private static Announcement announcement(Map<String, String> headers) {
        ConsumerRecord<String, byte[]> message = new ConsumerRecord<>("builds", 0, 0, "shop", new byte[0]);
        headers.forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return new Announcement(
                message,
                Workshop.build("shop", "1", BuildSource.archive("builds/shop/a"), null),
                null,
                1,
                Instant.EPOCH);
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
