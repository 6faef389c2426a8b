package dev.tideway.catalog.database;

import static dev.tideway.catalog.build.TestApi.asAdmin;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.tideway.catalog.token.SigningKeyResource;
import dev.tideway.local.testing.RealPartsResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(StartWithoutCoreTest.NobodyThere.class)
@QuarkusTestResource(value = RealPartsResource.class, initArgs = @ResourceArg(name = "parts", value = "s3"))
@QuarkusTestResource(SigningKeyResource.class)
class StartWithoutCoreTest {
    /** Names that cannot be resolved, as while a cluster's other pods are not there: worse than a closed port. */
    public static class NobodyThere implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.datasource.reactive.url", "vertx-reactive:postgresql://postgres.invalid:5432/tideway",
                    "quarkus.datasource.jdbc.url", "jdbc:postgresql://postgres.invalid:5432/tideway",
                    "kafka.bootstrap.servers", "kafka.invalid:9092");
        }
    }

    @Test
    void theServiceStartsAndSaysWhatIsMissing() {
        given().get("/q/health/live").then().statusCode(200);
        asAdmin()
                .get("/api/v1/projects/shop")
                .then()
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .body("type", equalTo("urn:tideway:problem:database-away"));
    }
}
