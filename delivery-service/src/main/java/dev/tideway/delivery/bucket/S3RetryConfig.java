package dev.tideway.delivery.bucket;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How often S3 is asked again, and when it is left alone. */
@ConfigMapping(prefix = "tideway.s3")
public interface S3RetryConfig {
    /** Further attempts after one that failed. */
    @WithDefault("2")
    int retries();

    /** Mean time before a further attempt, of which each takes a random share more or less. */
    @WithDefault("100ms")
    Duration retryDelay();

    /** For how long S3 is left alone after half of the last 20 requests failed. */
    @WithDefault("2s")
    Duration breakerDelay();
}
