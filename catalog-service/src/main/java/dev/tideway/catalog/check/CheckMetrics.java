package dev.tideway.catalog.check;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Counts checks by what came of them; there is no label for the project, of which there may be a hundred thousand. */
@Singleton
public class CheckMetrics {
    private final Map<Outcome, Counter> checks = new EnumMap<>(Outcome.class);

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
            checks.put(
                    outcome,
                    Counter.builder("tideway.checks")
                            .description("Checks by outcome")
                            .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
    }

    void count(Outcome outcome) {
        Counter counter = checks.get(outcome);
        if (counter != null) {
            counter.increment();
        }
    }
}
