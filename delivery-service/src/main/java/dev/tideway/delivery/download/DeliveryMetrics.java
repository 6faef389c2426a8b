package dev.tideway.delivery.download;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;

/** What devices get. */
@Singleton
class DeliveryMetrics {
    private static final String PREFIX = "tideway.delivery.";

    private final Counter bytes;
    private final Counter single;
    private final Counter several;
    private final Counter unsatisfiable;
    private final AtomicInteger open = new AtomicInteger();

    DeliveryMetrics(MeterRegistry registry) {
        bytes = Counter.builder(PREFIX + "sent")
                .baseUnit("bytes")
                .description("Bytes of answers that were sent to their end")
                .register(registry);
        single = ranges(registry, "single");
        several = ranges(registry, "several");
        unsatisfiable = ranges(registry, "unsatisfiable");
        registry.gauge(PREFIX + "open.downloads", open);
    }

    private static Counter ranges(MeterRegistry registry, String kind) {
        return Counter.builder(PREFIX + "ranges")
                .tag("kind", kind)
                .description("Requests for a range")
                .register(registry);
    }

    void begun() {
        open.incrementAndGet();
    }

    void ended(long sent) {
        open.decrementAndGet();
        bytes.increment(sent);
    }

    void ranges(int parts) {
        (parts == 1 ? single : several).increment();
    }

    void unsatisfiable() {
        unsatisfiable.increment();
    }
}
