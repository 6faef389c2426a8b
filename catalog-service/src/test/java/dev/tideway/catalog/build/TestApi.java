package dev.tideway.catalog.build;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.tideway.catalog.token.Tokens;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.UUID;

/** What a build system does over HTTP, with an admin's token. */
public final class TestApi {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private TestApi() {}

    public static RequestSpecification asAdmin() {
        return given().auth().oauth2(Tokens.admin()).contentType("application/json");
    }

    /** A project of that name with something added, so that tests do not meet. */
    public static String newProject(String name) {
        String id = name + "-" + UUID.randomUUID().toString().substring(0, 8);
        // The first test may come before the service has reached PostgreSQL.
        await().atMost(PATIENCE).untilAsserted(() -> asAdmin()
                .body("{\"project_id\":\"" + id + "\"}")
                .post("/api/v1/projects")
                .then()
                .statusCode(201));
        return id;
    }

    /** For tests that make no project first: it may be that the service has not reached PostgreSQL yet. */
    public static void awaitDatabase() {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        asAdmin().get("/api/v1/projects/never-made").then().statusCode(404));
    }

    public static Response build(String projectId, String buildId) {
        return asAdmin().get("/api/v1/projects/" + projectId + "/builds/" + buildId);
    }

    /** The build's status once it is in that state. */
    public static JsonPath awaitState(String projectId, String buildId, String state) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> build(projectId, buildId).then().statusCode(200).body("state", equalTo(state)));
        return build(projectId, buildId).jsonPath();
    }

    /** Those that devices are told, newest first. */
    public static JsonPath releases(String projectId) {
        return asAdmin()
                .get("/api/v1/projects/" + projectId + "/releases?state=offered")
                .jsonPath()
                .setRootPath("releases");
    }

    public static JsonPath project(String projectId) {
        return asAdmin().get("/api/v1/projects/" + projectId).jsonPath();
    }
}
