package dev.tideway.delivery.shutdown;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Goes down first, so that whoever distributes requests leaves this process out. */
@Readiness
public class DrainHealth implements HealthCheck {
    private final Drain drain;

    DrainHealth(Drain drain) {
        this.drain = drain;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("not shutting down")
                .status(!drain.hasBegun())
                .build();
    }
}
