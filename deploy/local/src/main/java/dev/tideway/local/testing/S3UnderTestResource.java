package dev.tideway.local.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Gives a {@code @QuarkusTest} the server of {@link S3UnderTest}. */
public class S3UnderTestResource implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        return S3UnderTest.settings();
    }

    /** It stays for the next test class. */
    @Override
    public void stop() {}
}
