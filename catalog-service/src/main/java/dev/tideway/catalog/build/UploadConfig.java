package dev.tideway.catalog.build;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How build systems without credentials for the bucket upload. */
@ConfigMapping(prefix = "tideway.uploads")
public interface UploadConfig {
    /** How long an upload address is good for, 1 s to 7 days. */
    @WithDefault("1h")
    Duration expiry();

    /** How long to wait for the S3 server's answer whether an upload is there. */
    @WithDefault("5s")
    Duration patience();
}
