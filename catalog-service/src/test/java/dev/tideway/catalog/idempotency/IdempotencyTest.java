package dev.tideway.catalog.idempotency;

import static dev.tideway.catalog.build.TestApi.asAdmin;
import static dev.tideway.catalog.build.TestApi.newProject;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.tideway.catalog.database.Database;
import dev.tideway.catalog.token.SigningKeyResource;
import dev.tideway.catalog.token.Tokens;
import dev.tideway.local.testing.RealPartsResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RealPartsResource.class)
@QuarkusTestResource(SigningKeyResource.class)
class IdempotencyTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Inject
    Database database;

    private final String key = UUID.randomUUID().toString();

    @Test
    void theSameRequestIsCarriedOutOnceAndAnsweredAlike() {
        String project = newProject("once");

        Response first = announce(project, key, "{\"os\":\"ios\",\"app_version\":\"2.1.0\"}");
        Response again = announce(project, key, "{ \"app_version\":\"2.1.0\", \"os\":\"ios\" }");

        first.then().statusCode(201);
        again.then().statusCode(201).header("Idempotency-Replayed", equalTo("true"));
        assertThat(again.asString()).isEqualTo(first.asString());
        // As the draft writes a key, with quotes, it is the same key.
        assertThat(announce(project, '"' + key + '"', "{\"os\":\"ios\",\"app_version\":\"2.1.0\"}")
                        .asString())
                .isEqualTo(first.asString());
        // Without a key each request is a build of its own.
        assertThat(announce(project, null, "{\"os\":\"ios\",\"app_version\":\"2.1.0\"}")
                        .jsonPath()
                        .getString("build_id"))
                .isNotEqualTo(first.jsonPath().getString("build_id"));
    }

    @Test
    void anotherRequestWithTheKeyIsRefused() {
        String project = newProject("reused");
        announce(project, key, "{\"os\":\"ios\",\"app_version\":\"2.1.0\"}")
                .then()
                .statusCode(201);

        announce(project, key, "{\"os\":\"ios\",\"app_version\":\"2.2.0\"}")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:tideway:problem:idempotency-key-reused"));
    }

    @Test
    void aKeyIsItsCallersOwn() {
        String project = newProject("callers");
        String body = "{\"os\":\"ios\",\"app_version\":\"2.1.0\"}";
        String first = announce(project, key, body).jsonPath().getString("build_id");

        String other = given().auth()
                .oauth2(Tokens.token(c -> c.setSubject("somebody else")))
                .contentType("application/json")
                .header("Idempotency-Key", key)
                .body(body)
                .post("/api/v1/projects/" + project + "/builds")
                .jsonPath()
                .getString("build_id");

        assertThat(other).isNotEqualTo(first);
    }

    @Test
    void aRequestThatFailedLeavesItsKeyFree() {
        String id = "later-" + UUID.randomUUID().toString().substring(0, 8);
        announce(id, key, "{\"os\":\"ios\",\"app_version\":\"2.1.0\"}").then().statusCode(404);
        asAdmin()
                .body("{\"project_id\":\"" + id + "\"}")
                .post("/api/v1/projects")
                .then()
                .statusCode(201);

        announce(id, key, "{\"os\":\"ios\",\"app_version\":\"2.1.0\"}").then().statusCode(201);
    }

    @Test
    void whileItIsCarriedOutTheSameRequestIsToldToWait() {
        String project = newProject("flight");
        hold(project);

        announce(project, key, "{\"os\":\"ios\",\"app_version\":\"2.1.0\"}")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:tideway:problem:request-in-progress"));
    }

    /** Its replica died, and nobody will end it. */
    @Test
    void whatNeverEndedMayBeSentAgainAfterAWhile() {
        String project = newProject("died");
        hold(project);
        sql("update idempotency_key set started_at = now() - interval '2 minutes' where key = $1", key);

        announce(project, key, "{\"os\":\"ios\",\"app_version\":\"2.1.0\"}")
                .then()
                .statusCode(201);
    }

    @Test
    void ofManyAtOnceOneIsCarriedOut() {
        String project = newProject("many");

        List<Response> answers = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> announce(project, key, "{\"os\":\"ios\",\"app_version\":\"2.1.0\"}")))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(answers)
                .extracting(Response::statusCode)
                .isSubsetOf(201, 409)
                .contains(201);
        assertThat(answers.stream()
                        .filter(a -> a.statusCode() == 201)
                        .map(a -> a.jsonPath().getString("build_id"))
                        .distinct()
                        .toList())
                .hasSize(1);
        await().atMost(PATIENCE)
                .untilAsserted(() -> announce(project, key, "{\"os\":\"ios\",\"app_version\":\"2.1.0\"}")
                        .then()
                        .statusCode(201));
    }

    @Test
    void aKeyIsForgottenAfterADay() {
        String project = newProject("forgotten");
        String first = announce(project, key, "{\"os\":\"ios\",\"app_version\":\"2.1.0\"}")
                .jsonPath()
                .getString("build_id");
        sql("update idempotency_key set started_at = now() - interval '25 hours' where key = $1", key);

        assertThat(announce(project, key, "{\"os\":\"ios\",\"app_version\":\"2.1.0\"}")
                        .jsonPath()
                        .getString("build_id"))
                .isNotEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"half", "with space", "é"})
    void whatIsNoKeyIsRefused(String header) {
        announce("shop", header, "{\"os\":\"ios\",\"app_version\":\"2.1.0\"}")
                .then()
                .statusCode(400)
                .body("parameter", equalTo("Idempotency-Key"));
    }

    private static Response announce(String project, String key, String body) {
        var request = asAdmin();
        return (key == null ? request : request.header("Idempotency-Key", key))
                .body(body)
                .post("/api/v1/projects/" + project + "/builds");
    }

    /** As a request leaves it that is being carried out. */
    private void hold(String project) {
        announce(project, key, "{\"os\":\"ios\",\"app_version\":\"2.1.0\"}")
                .then()
                .statusCode(201);
        sql("update idempotency_key set status = null where key = $1", key);
    }

    private void sql(String statement, String value) {
        database.query(pool -> pool.preparedQuery(statement).execute(Tuple.of(value)))
                .await()
                .atMost(PATIENCE);
    }
}
