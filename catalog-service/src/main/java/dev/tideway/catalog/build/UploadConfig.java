package dev.tideway.catalog.build;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Where build systems without credentials for the bucket upload to. */
@ConfigMapping(prefix = "tideway.uploads")
public interface UploadConfig {
    /** The S3 server's address as build systems reach it; {@code tideway.s3.upload-url}, by default its own. */
    String url();

    /** {@code tideway.s3.region}. */
    String region();

    /** {@code tideway.s3.access-key}. */
    String accessKey();

    /** {@code tideway.s3.secret-key}. */
    String secretKey();

    /** {@code tideway.s3.private-bucket}. */
    String bucket();

    /** How long an upload address is good for, 1 s to 7 days; 1 h. */
    @WithDefault("1h")
    Duration expiry();

    /** How long to wait for the S3 server's answer; 5 s. */
    @WithDefault("5s")
    Duration patience();
}
