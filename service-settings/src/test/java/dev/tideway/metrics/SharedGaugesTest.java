package dev.tideway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class SharedGaugesTest {
    @Test
    void aGaugeThatWouldStandForSeveralIsNotThereAndOthersAre() {
        MeterRegistry metrics = new SimpleMeterRegistry();
        metrics.config().meterFilter(new SharedGauges().leftOut());

        Gauge.builder("postgresql.queue.size", () -> 1).register(metrics);
        Gauge.builder("netty.eventexecutor.workers", () -> 2).register(metrics);
        Gauge.builder("netty.eventexecutor.tasks.pending", () -> 3).register(metrics);

        assertThat(metrics.getMeters())
                .extracting(meter -> meter.getId().getName())
                .containsExactly("netty.eventexecutor.tasks.pending");
    }
}
