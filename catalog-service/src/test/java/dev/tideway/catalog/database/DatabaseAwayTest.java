package dev.tideway.catalog.database;

import static dev.tideway.catalog.build.TestApi.asAdmin;
import static dev.tideway.catalog.build.TestApi.awaitState;
import static dev.tideway.catalog.build.TestApi.newProject;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.tideway.catalog.build.TestEvents;
import dev.tideway.catalog.build.TestTopics;
import dev.tideway.catalog.token.SigningKeyResource;
import dev.tideway.local.parts.Part;
import dev.tideway.local.testing.RealParts;
import dev.tideway.local.testing.RealPartsResource;
import dev.tideway.protocol.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealPartsResource.class)
@QuarkusTestResource(SigningKeyResource.class)
class DatabaseAwayTest {
    @AfterEach
    void bringEverythingBack() {
        RealParts.start();
    }

    @Test
    void theApiSaysSoAndNothingThatHappensMeanwhileIsLost() {
        String project = newProject("away");
        TestTopics.send(Topic.BUILDS, TestEvents.finished(project, "a"));
        awaitState(project, "a", "packaging");

        RealParts.stop(Part.POSTGRES);
        asAdmin()
                .get("/api/v1/projects/" + project)
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", notNullValue())
                .body("type", equalTo("urn:tideway:problem:database-away"));
        asAdmin()
                .body("{\"os\":\"ios\",\"app_version\":\"1\"}")
                .post("/api/v1/projects/" + project + "/builds")
                .then()
                .statusCode(503);
        given().get("/q/health/live").then().statusCode(200);
        TestTopics.send(Topic.PACKAGES, TestEvents.ready(project, "a"));

        RealParts.restart(Part.POSTGRES);
        awaitState(project, "a", "offered");
        given().get("/q/health/live").then().statusCode(200);
    }
}
