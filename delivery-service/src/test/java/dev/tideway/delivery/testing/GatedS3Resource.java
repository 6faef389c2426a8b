package dev.tideway.delivery.testing;

import dev.tideway.local.parts.Part;
import dev.tideway.local.testing.RealParts;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;

/**
 * The real S3 server with {@link S3Gate} before it, and a fresh folder for the cache. S3 and whoever waits for it have
 * more time than any machine needs, since a request that is given up is made again and counted twice; tests of an S3 that
 * does not answer have a class of their own, with short times.
 */
public class GatedS3Resource implements QuarkusTestResourceLifecycleManager {
    private Map<String, String> arguments = Map.of();

    @Override
    public void init(Map<String, String> arguments) {
        this.arguments = arguments;
    }

    @Override
    public Map<String, String> start() {
        var settings = new HashMap<>(RealParts.start(Part.S3));
        int gate = S3Gate.start(URI.create(settings.get("tideway.s3.url")).getPort());
        settings.put("test.s3.url", settings.get("tideway.s3.url"));
        settings.put("tideway.s3.url", "http://localhost:" + gate);
        settings.put("tideway.s3.connect-timeout", "30s");
        settings.put("tideway.s3.read-timeout", "60s");
        settings.put("tideway.s3.retry-delay", "20ms");
        settings.put("tideway.s3.breaker-delay", "500ms");
        settings.put("tideway.delivery.cache.streaming-threshold", "1M");
        settings.put("tideway.delivery.cache.max-wait", "90s");
        settings.put("tideway.delivery.cache.directory", temporary());
        settings.putAll(arguments);
        return settings;
    }

    private static String temporary() {
        try {
            return Files.createTempDirectory("tideway-delivery-test-").toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {}
}
