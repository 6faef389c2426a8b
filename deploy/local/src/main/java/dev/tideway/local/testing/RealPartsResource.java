package dev.tideway.local.testing;

import dev.tideway.local.parts.Part;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Gives a {@code @QuarkusTest} the settings of {@link RealParts}; the argument {@code parts=s3,kafka} starts only the
 * named ones (postgres, kafka, s3), for tests that need no more.
 */
public class RealPartsResource implements QuarkusTestResourceLifecycleManager {
    private Part[] parts = Part.values();

    @Override
    public void init(Map<String, String> arguments) {
        var wanted = arguments.get("parts");
        if (wanted != null) {
            parts = Stream.of(wanted.split(","))
                    .map(part -> Part.valueOf(part.strip().toUpperCase(Locale.ROOT)))
                    .toArray(Part[]::new);
        }
    }

    @Override
    public Map<String, String> start() {
        return RealParts.start(parts);
    }

    /** The servers stay for the next test class; they go with the JVM. */
    @Override
    public void stop() {}
}
