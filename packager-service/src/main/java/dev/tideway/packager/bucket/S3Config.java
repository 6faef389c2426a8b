package dev.tideway.packager.bucket;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Where the objects are, and how long S3 is waited for. */
@ConfigMapping(prefix = "tideway.s3")
public interface S3Config {
    /** Address of the S3 service, for example {@code http://localhost:9000}. */
    String url();

    String accessKey();

    String secretKey();

    /** Region that requests are signed for; default {@code us-east-1}. */
    @WithDefault("us-east-1")
    String region();

    /** Bucket of sources and receipts; default {@code tideway-private}. */
    @WithDefault("tideway-private")
    String privateBucket();

    /** Bucket of everything that devices may have; default {@code tideway-public}. */
    @WithDefault("tideway-public")
    String publicBucket();

    /** Longest time until a connection stands; default 5 s. */
    @WithDefault("5s")
    Duration connectTimeout();

    /** Longest time between two bytes; default 30 s. */
    @WithDefault("30s")
    Duration readTimeout();

    /** Requests under way at once, from one replica; default 64. */
    @WithDefault("64")
    int maxRequests();
}
