package dev.tideway.connection;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How this service leaves when it is asked to (SIGTERM). */
@ConfigMapping(prefix = "tideway.shutdown")
public interface ShutdownConfig {
    /**
     * How long requests are still answered, each with {@code Connection: close}, after readiness went down: longer
     * than whoever sends requests here takes to notice.
     */
    @WithDefault("10S")
    Duration drain();

    /** How long requests that are still being answered then may take. */
    @WithDefault("20S")
    Duration timeout();
}
