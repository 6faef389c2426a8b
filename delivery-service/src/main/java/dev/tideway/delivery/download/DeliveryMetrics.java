package dev.tideway.delivery.download;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What devices get. */
@Singleton
class DeliveryMetrics {
    private static final String PREFIX = "tideway.delivery.";
    private static final List<Pattern> PATTERNS = List.of(
            new Pattern("/packages/", "/packages/{sha256}.zip"),
            new Pattern("/bundles/", "/bundles/{sha256}.tar"),
            new Pattern("/manifests/", "/manifests/{sha256}.json"),
            new Pattern("/actions/", "/actions/{from}/{to}.json"),
            new Pattern("/patches/", "/patches/{from}/{to}.dcz"));

    private record Pattern(String start, String uri) {}

    private final MeterRegistry registry;
    private final Map<Plain, Timer> plain = new ConcurrentHashMap<>();
    private final Counter bytes;
    private final Counter single;
    private final Counter several;
    private final Counter unsatisfiable;
    private final AtomicInteger open = new AtomicInteger();

    DeliveryMetrics(MeterRegistry registry) {
        this.registry = registry;
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

    /** Answers that are counted together. */
    private record Plain(String uri, String status) {}

    /**
     * An answer ahead of the HTTP server, counted as the framework counts those behind it, so that nobody who watches has to
     * know which way a request went.
     */
    void answered(PlainAnswer answer, boolean isComplete, long nanos) {
        String status = isComplete ? Integer.toString(answer.status()) : "RESET";
        plain.computeIfAbsent(new Plain(uri(answer.path()), status), this::timer)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Digests in paths would make a time series each; the patterns are those of {@code application.properties}. */
    private static String uri(String path) {
        for (Pattern pattern : PATTERNS) {
            if (path.startsWith(pattern.start)) {
                return pattern.uri;
            }
        }
        return path;
    }

    private Timer timer(Plain answers) {
        return Timer.builder("http.server.requests")
                .tag("method", "GET")
                .tag("outcome", answers.status.equals("RESET") ? "CLIENT_ERROR" : "SUCCESS")
                .tag("status", answers.status)
                .tag("uri", answers.uri)
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
