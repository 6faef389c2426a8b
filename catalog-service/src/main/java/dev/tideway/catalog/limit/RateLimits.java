package dev.tideway.catalog.limit;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** A bucket of requests for each token, filled with time. */
@ApplicationScoped
class RateLimits {
    private final RateLimitConfig config;
    private final LoadingCache<String, Bucket> buckets;

    RateLimits(RateLimitConfig config) {
        this.config = config;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(config.tokens())
                // A bucket that was not asked for so long is full, as a fresh one is.
                .expireAfterAccess(Duration.ofSeconds(secondsToFill() + 1))
                .build(token -> bucket());
    }

    /**
     * What became of a request.
     *
     * @param remaining how many more may come at once
     * @param retryAfter seconds until one more may come, rounded up; 0 if this one may
     */
    record Decision(boolean allowed, long remaining, long retryAfter) {}

    Decision take(String token) {
        ConsumptionProbe probe = buckets.get(token).tryConsumeAndReturnRemaining(1);
        long wait = Duration.ofNanos(probe.getNanosToWaitForRefill())
                .plusMillis(999)
                .toSeconds();
        return new Decision(probe.isConsumed(), probe.getRemainingTokens(), probe.isConsumed() ? 0 : Math.max(1, wait));
    }

    /** Requests at once. */
    int burst() {
        return config.burst();
    }

    long secondsToFill() {
        return Math.max(1, (config.burst() + config.perSecond() - 1) / config.perSecond());
    }

    private Bucket bucket() {
        return Bucket.builder()
                .addLimit(
                        limit -> limit.capacity(config.burst()).refillGreedy(config.perSecond(), Duration.ofSeconds(1)))
                .build();
    }
}
