package dev.tideway.catalog.bucket;

import dev.tideway.local.testing.S3UnderTest;
import dev.tideway.s3.S3Client;
import dev.tideway.s3.S3Config;
import io.minio.MinioAsyncClient;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.spi.Converter;

/** The client and the settings with which this service reaches the S3 server of contract tests. */
public final class TestS3 {
    /** For a server on a slow machine, which has many requests before it at once. */
    private static final Map<String, String> PATIENT =
            Map.of("tideway.s3.read-timeout", "2m", "tideway.s3.call-timeout", "10m", "tideway.uploads.patience", "2m");

    public static final S3Config CONFIG = config(S3Config.class, Map.of());
    public static final MinioAsyncClient CLIENT = new S3Client().async(CONFIG);

    private TestS3() {}

    public static S3Config config(Map<String, String> others) {
        return config(S3Config.class, others);
    }

    public static MinioAsyncClient client(S3Config config) {
        return new S3Client().async(config);
    }

    /** Any mapping, with what is not given at its default. */
    public static <C> C config(Class<C> mapping, Map<String, String> others) {
        Map<String, String> settings = new HashMap<>(S3UnderTest.settings());
        settings.putAll(PATIENT);
        settings.putAll(others);
        return new SmallRyeConfigBuilder()
                .withMapping(mapping)
                .withConverters(new Converter<?>[] {new DurationConverter()})
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(mapping);
    }
}
