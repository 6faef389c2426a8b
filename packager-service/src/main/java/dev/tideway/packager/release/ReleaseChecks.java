package dev.tideway.packager.release;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** A loop that ended is mended by a restart; nobody waits for actions, so readiness does not depend on it. */
@Singleton
final class ReleaseChecks {
    private final ReleaseConsumer consumer;

    ReleaseChecks(ReleaseConsumer consumer) {
        this.consumer = consumer;
    }

    @Produces
    @Liveness
    HealthCheck alive() {
        return () -> HealthCheckResponse.named("loop over releases runs")
                .status(consumer.isAlive())
                .build();
    }
}
