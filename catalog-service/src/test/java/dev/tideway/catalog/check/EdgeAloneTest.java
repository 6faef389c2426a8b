package dev.tideway.catalog.check;

import static dev.tideway.catalog.check.Catalogues.catalogue;
import static dev.tideway.catalog.check.Catalogues.release;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsInAnyOrder;

import dev.tideway.catalog.token.SigningKeyResource;
import dev.tideway.local.parts.Part;
import dev.tideway.local.testing.RealParts;
import dev.tideway.local.testing.RealPartsResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealPartsResource.class)
@QuarkusTestResource(SigningKeyResource.class)
class EdgeAloneTest {
    @Inject
    CatalogueIndex index;

    @Test
    void isReadyAliveAndAnswersWithPostgresKafkaAndS3Down() {
        // Given
        await().atMost(Duration.ofMinutes(4)).until(index::isFilled);
        index.apply(catalogue("edge-alone", 1, release("ios", "2.1.0", 3)));

        // When
        RealParts.kill(Part.POSTGRES);
        RealParts.kill(Part.KAFKA);
        RealParts.kill(Part.S3);

        // Then
        try {
            given().get("/checkUpdate?project_id=edge-alone&os=ios&app_version=2.1.0")
                    .then()
                    .statusCode(200);
            given().get("/q/health/ready")
                    .then()
                    .statusCode(200)
                    .body("checks.name", containsInAnyOrder("catalogue index", "Graceful Shutdown"));
            given().get("/q/health/live").then().statusCode(200);
        } finally {
            RealParts.restart(Part.S3);
            RealParts.restart(Part.KAFKA);
            RealParts.restart(Part.POSTGRES);
        }
    }
}
