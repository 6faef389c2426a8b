package dev.tideway.delivery.connection;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When a connection is cut off because whoever holds it does not use it in earnest. */
@ConfigMapping(prefix = "tideway.delivery.connection")
public interface ConnectionConfig {
    /** Connections at once; further ones are closed as they come. */
    @WithDefault("50000")
    int max();

    /** From a connection's begin, or from a further request's first byte, until the request's head is whole. */
    @WithDefault("10s")
    Duration headTimeout();

    /** Longest time of one answer, however steadily it is taken. */
    @WithDefault("4h")
    Duration answerTimeout();

    /** Longest quiet between an answer's end and the next request's first byte. */
    @WithDefault("60s")
    Duration idleTimeout();

    /** Bytes a second that a device must take on average while bytes wait for it. */
    @WithDefault("1K")
    MemorySize leastRate();

    /** For how long nothing is said of the rate. */
    @WithDefault("30s")
    Duration rateGrace();
}
