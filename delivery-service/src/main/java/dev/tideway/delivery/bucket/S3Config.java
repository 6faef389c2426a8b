package dev.tideway.delivery.bucket;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Where the objects are, and how long and how often they are asked for. */
@ConfigMapping(prefix = "tideway.s3")
public interface S3Config {
    /** Address of the S3 service, for example {@code http://localhost:9000}. */
    String url();

    String accessKey();

    String secretKey();

    /** Region that requests are signed for; default {@code us-east-1}. */
    @WithDefault("us-east-1")
    String region();

    /** Bucket of catalogues; default {@code tideway-private}. */
    @WithDefault("tideway-private")
    String privateBucket();

    /** Bucket of everything that devices may have; default {@code tideway-public}. */
    @WithDefault("tideway-public")
    String publicBucket();

    /** Longest time until a connection stands; default 2 s. */
    @WithDefault("2s")
    Duration connectTimeout();

    /** Longest time between two bytes of an answer; default 5 s. */
    @WithDefault("5s")
    Duration readTimeout();

    /** Requests under way at once, from one replica; default 64. */
    @WithDefault("64")
    int maxRequests();

    /** Further attempts after one that failed; default 2. */
    @WithDefault("2")
    int retries();

    /** Mean time before a further attempt, of which each takes a random share more or less; default 100 ms. */
    @WithDefault("100ms")
    Duration retryDelay();

    /** For how long S3 is left alone after half of the last 20 requests failed; default 2 s. */
    @WithDefault("2s")
    Duration breakerDelay();
}
