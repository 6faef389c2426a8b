package dev.tideway.catalog.limit;

import static dev.tideway.catalog.build.TestApi.newProject;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import dev.tideway.catalog.token.SigningKeyResource;
import dev.tideway.catalog.token.Tokens;
import dev.tideway.local.testing.RealPartsResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealPartsResource.class)
@QuarkusTestResource(SigningKeyResource.class)
@TestProfile(RateLimitTest.Strict.class)
class RateLimitTest {
    /** One more request comes every second, so that a slow machine does not let more through than a fast one. */
    public static class Strict implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("tideway.rate-limit.per-second", "1", "tideway.rate-limit.burst", "3");
        }
    }

    @Test
    void whoAsksTooFastIsToldHowLongToWait() {
        String project = newProject("limited");
        String token = Tokens.admin();

        Response refused = refused(token, project);

        refused.then()
                .contentType("application/problem+json")
                .body("type", equalTo("urn:tideway:problem:too-many-requests"))
                .header("Retry-After", equalTo("1"))
                .header("RateLimit-Policy", equalTo("\"token\";q=3;w=3"))
                .header("RateLimit", equalTo("\"token\";r=0;t=1"));
        await().atMost(Duration.ofMinutes(1)).until(() -> ask(token, project).statusCode() == 200);
    }

    @Test
    void anotherTokenIsCountedByItself() {
        String project = newProject("other-token");
        String token = Tokens.admin();
        refused(token, project);

        Response other = ask(Tokens.admin(), project);

        other.then().statusCode(200).header("RateLimit", matchesPattern("\"token\";r=2;t=\\d+"));
        assertThat(other.header("Retry-After")).isNull();
    }

    @Test
    void devicesAreNotCounted() {
        given().get("/checkUpdate?project_id=none").then().header("RateLimit", nullValue());
    }

    /** So many come at once that they would have to take a minute for all to be let through. */
    private static Response refused(String token, String project) {
        List<CompletableFuture<Response>> answers = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> ask(token, project)))
                .limit(64)
                .toList();
        return answers.stream()
                .map(CompletableFuture::join)
                .filter(answer -> answer.statusCode() == 429)
                .findFirst()
                .orElseThrow();
    }

    private static Response ask(String token, String project) {
        return given().auth().oauth2(token).get("/api/v1/projects/" + project);
    }
}
