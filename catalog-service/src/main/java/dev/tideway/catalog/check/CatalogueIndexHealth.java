package dev.tideway.catalog.check;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready as soon as the index is filled, and from then on whatever happens to PostgreSQL, Kafka and S3. */
@Readiness
public class CatalogueIndexHealth implements HealthCheck {
    private final CatalogueIndex index;
    private final CatalogueFollower follower;

    CatalogueIndexHealth(CatalogueIndex index, CatalogueFollower follower) {
        this.index = index;
        this.follower = follower;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("catalogue index")
                .status(index.isFilled())
                .withData("projects", index.size())
                .withData("source", follower.doing())
                .build();
    }
}
