package dev.tideway.s3;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where the buckets are, who a service is to their server, and how long that may take. */
@ConfigMapping(prefix = "tideway.s3")
public interface S3Config {
    /** Address of the S3 server, {@code http://} or {@code https://}. */
    @WithDefault("http://localhost:9000")
    String url();

    /** The server's address as build systems reach it, where that is another one; asked for by the catalog alone. */
    Optional<String> uploadUrl();

    /** Region that requests are signed for. */
    @WithDefault("us-east-1")
    String region();

    /** Whom requests are signed for. */
    String accessKey();

    /** What requests are signed with. */
    String secretKey();

    /** Certificates in PEM that are trusted besides those of the JVM, for {@code https} with an authority of one's own. */
    Optional<Path> trustedCertificates();

    /** Bucket of sources, receipts and catalogues. */
    @WithDefault("tideway-private")
    String privateBucket();

    /** Bucket of all that devices download. */
    @WithDefault("tideway-public")
    String publicBucket();

    /** Requests under way at once, from one replica. */
    @WithDefault("64")
    int maxRequests();

    /** Longest time until a connection stands. */
    @WithDefault("3s")
    Duration connectTimeout();

    /** Longest silence between two bytes. */
    @WithDefault("10s")
    Duration readTimeout();

    /** Longest time of one request, until the last byte of its answer. */
    @WithDefault("60s")
    Duration callTimeout();
}
