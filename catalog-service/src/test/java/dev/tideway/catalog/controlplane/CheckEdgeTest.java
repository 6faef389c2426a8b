package dev.tideway.catalog.controlplane;

import static dev.tideway.catalog.build.TestApi.asAdmin;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.catalog.token.SigningKeyResource;
import dev.tideway.local.testing.RealPartsResource;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(CheckEdgeTest.WithoutControlPlane.class)
@QuarkusTestResource(value = RealPartsResource.class, initArgs = @ResourceArg(name = "parts", value = "kafka,s3"))
@QuarkusTestResource(SigningKeyResource.class)
class CheckEdgeTest {
    /** There is no PostgreSQL at all. */
    public static class WithoutControlPlane implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "tideway.control-plane.enabled", "false",
                    "tideway.postgres.address", "postgres.invalid:5432",
                    "tideway.postgres.password", "none");
        }
    }

    @Inject
    Scheduler scheduler;

    @Test
    void answersDevices() {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
        given().get("/checkUpdate?project_id=nobodys").then().statusCode(404);
    }

    @Test
    void doesNotServeTheApi() {
        asAdmin().get("/api/v1/projects/shop").then().statusCode(503);
    }

    @Test
    void keepsNoTimesAndPublishesNothing() {
        assertThat(scheduler.isRunning()).isFalse();
    }
}
