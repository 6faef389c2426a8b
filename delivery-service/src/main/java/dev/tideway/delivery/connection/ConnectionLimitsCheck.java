package dev.tideway.delivery.connection;

import dev.tideway.settings.BadSettingException;
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
            throw new BadSettingException(
                    "tideway.delivery.connection.max", "is " + config.max(), "set it to 1 or more, or leave it out");
        }
    }

    private static void isPositive(String name, Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new BadSettingException(
                    "tideway.delivery.connection." + name,
                    "is " + time,
                    "set it to a time longer than nothing, such as 10s, or leave it out");
        }
    }
}
