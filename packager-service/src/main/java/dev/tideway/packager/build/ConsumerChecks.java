package dev.tideway.packager.build;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** Health is that of the loop alone: without S3 or Kafka builds wait, and a restart would not help them. */
@Singleton
final class ConsumerChecks {
    private final BuildConsumer consumer;

    ConsumerChecks(BuildConsumer consumer) {
        this.consumer = consumer;
    }

    @Produces
    @Readiness
    HealthCheck ready() {
        return () -> HealthCheckResponse.named("reads builds")
                .status(consumer.isPolling())
                .build();
    }

    @Produces
    @Liveness
    HealthCheck alive() {
        return () -> HealthCheckResponse.named("loop over builds runs")
                .status(consumer.isAlive())
                .build();
    }
}
