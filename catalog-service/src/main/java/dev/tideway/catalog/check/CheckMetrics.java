package dev.tideway.catalog.check;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Counts checks by what came of them; there is no label for the project, of which there may be a hundred thousand. */
@Singleton
public class CheckMetrics {
    /** Nearly all checks take microseconds; what is above a few of them waited for something. */
    private static final Duration[] BUCKETS = {
        Duration.ofNanos(2_000),
        Duration.ofNanos(5_000),
        Duration.ofNanos(10_000),
        Duration.ofNanos(20_000),
        Duration.ofNanos(50_000),
        Duration.ofNanos(100_000),
        Duration.ofMillis(1),
        Duration.ofMillis(10),
        Duration.ofMillis(100)
    };

    private final Counter[] checks = new Counter[Outcome.values().length];
    private final Timer duration;

    /** What came of a check. */
    enum Outcome {
        OFFERED,
        NOTHING,
        NOT_MODIFIED,
        UNKNOWN_PROJECT,
        REFUSED,
        NOT_READY,
        FAILED
    }

    CheckMetrics(MeterRegistry registry) {
        for (Outcome outcome : Outcome.values()) {
            checks[outcome.ordinal()] = Counter.builder("tideway.checks")
                    .description("Checks by outcome")
                    .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        duration = Timer.builder("tideway.check.duration")
                .description("From a whole request to its answer written, of every 64th check")
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    void count(Outcome outcome) {
        checks[outcome.ordinal()].increment();
    }

    void took(long nanos) {
        duration.record(nanos, TimeUnit.NANOSECONDS);
    }
}
