package dev.tideway.s3;

import dev.tideway.settings.BadSettingException;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.net.URI;

/** Refuses to start with an address that is none, and with one bucket for what is private and what is public. */
@Startup
@Singleton
final class S3Check {
    S3Check(S3Config config) {
        address("tideway.s3.url", config.url());
        config.uploadUrl().ifPresent(url -> address("tideway.s3.upload-url", url));
        if (config.privateBucket().equals(config.publicBucket())) {
            throw new BadSettingException(
                    "tideway.s3.private-bucket",
                    "is the public one as well: " + config.publicBucket(),
                    "name two buckets, since everybody may read the public one");
        }
    }

    private static void address(String setting, String value) {
        URI address;
        try {
            address = URI.create(value);
        } catch (IllegalArgumentException e) {
            address = URI.create("");
        }
        boolean isHttp = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
        if (!isHttp || address.getHost() == null) {
            throw new BadSettingException(
                    setting, "is no address: " + value, "name it as http://host:port or https://host:port");
        }
    }
}
