package dev.tideway.catalog.bucket;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Where the buckets are, who this service is to their server, and how long that may take. */
@ConfigMapping(prefix = "tideway.s3")
public interface S3Config {
    /** The server's address (default {@code http://localhost:9000}). */
    String url();

    /** The server's region (default {@code us-east-1}). */
    String region();

    /** Whom requests are signed for. */
    String accessKey();

    /** What requests are signed with. */
    String secretKey();

    /** The server's address as build systems reach it, where that is another one. */
    Optional<String> uploadUrl();

    /** The bucket of catalogues, builds and receipts (default {@code tideway-private}). */
    @WithDefault("tideway-private")
    String privateBucket();

    /** The bucket of all that devices download (default {@code tideway-public}). */
    @WithDefault("tideway-public")
    String publicBucket();

    /** How many requests may run at the same time (default 64); OkHttp's own limit is 5. */
    @WithDefault("64")
    int maxRequests();

    /** How long a connection may take to stand (default 3 s). */
    @WithDefault("3S")
    Duration connectTimeout();

    /** How long there may be silence on a connection (default 10 s). */
    @WithDefault("10S")
    Duration readTimeout();

    /** How long one request may take with all that belongs to it (default 60 s). */
    @WithDefault("60S")
    Duration callTimeout();
}
