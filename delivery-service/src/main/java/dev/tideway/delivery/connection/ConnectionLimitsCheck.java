package dev.tideway.delivery.connection;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;

/**
 * Refuses to start with limits that nobody can keep. That it asks for them is also why Quarkus knows {@link
 * ConnectionConfig} when Vert.x is made, before there are beans.
 */
@Startup
@Singleton
final class ConnectionLimitsCheck {
    ConnectionLimitsCheck(ConnectionConfig config) {
        var times = Map.of(
                "head-timeout", config.headTimeout(),
                "answer-timeout", config.answerTimeout(),
                "idle-timeout", config.idleTimeout(),
                "rate-grace", config.rateGrace());
        times.forEach(ConnectionLimitsCheck::isPositive);
        if (config.max() < 1) {
            throw new IllegalStateException("tideway.delivery.connection.max must be 1 or more, not " + config.max());
        }
    }

    private static void isPositive(String name, Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalStateException(
                    "tideway.delivery.connection." + name + " must be longer than nothing, not " + time);
        }
    }
}
