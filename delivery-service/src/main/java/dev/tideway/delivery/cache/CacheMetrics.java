package dev.tideway.delivery.cache;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/** What the cache counts: whether it is large enough, and whether what S3 holds is whole. */
@Singleton
class CacheMetrics {
    private static final String PREFIX = "tideway.delivery.cache.";

    private final MeterRegistry registry;
    private final Counter hits;
    private final Counter misses;
    private final Counter broken;
    private final Counter diskTrouble;
    private final Counter passThroughs;
    private final Timer fills;

    CacheMetrics(MeterRegistry registry) {
        this.registry = registry;
        hits = counter("hits", "Answers from a verified file on disk");
        misses = counter("misses", "Requests that found no verified file on disk");
        broken = counter("broken", "Objects in S3, or files on disk, without the digest that their name promises");
        diskTrouble = counter("disk.trouble", "Artifacts that could not be put on disk");
        passThroughs = counter("pass.throughs", "Answers passed through from S3");
        fills = Timer.builder(PREFIX + "fills")
                .description("Artifacts fetched from S3 and verified")
                .register(registry);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(PREFIX + name).description(description).register(registry);
    }

    <T> void gauge(String name, T of, ToDoubleFunction<T> value) {
        registry.gauge(PREFIX + name, of, value);
    }

    void hit() {
        hits.increment();
    }

    void miss() {
        misses.increment();
    }

    void broken() {
        broken.increment();
    }

    void diskTrouble() {
        diskTrouble.increment();
    }

    void passThrough() {
        passThroughs.increment();
    }

    void filled(Duration duration) {
        fills.record(duration);
    }
}
