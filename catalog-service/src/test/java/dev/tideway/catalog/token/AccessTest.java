package dev.tideway.catalog.token;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.tideway.catalog.build.TestApi;
import dev.tideway.local.testing.RealPartsResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RealPartsResource.class)
@QuarkusTestResource(SigningKeyResource.class)
class AccessTest {
    enum BadToken {
        NOT_A_TOKEN,
        EXPIRED,
        OF_ANOTHER_ISSUER,
        FOR_ANOTHER_AUDIENCE,
        WITHOUT_ID,
        GOOD_FOR_TOO_LONG,
        WITHOUT_END,
        UNSIGNED,
        SIGNED_BY_ANOTHER_KEY,
        NAMING_NO_KEY;

        String text() throws JoseException {
            return switch (this) {
                case NOT_A_TOKEN -> "x.y.z";
                case EXPIRED -> Tokens.token(c -> c.setExpirationTimeMinutesInTheFuture(-10));
                case OF_ANOTHER_ISSUER -> Tokens.token(c -> c.setIssuer("elsewhere"));
                case FOR_ANOTHER_AUDIENCE -> Tokens.token(c -> c.setAudience("elsewhere"));
                case WITHOUT_ID -> Tokens.token(c -> c.unsetClaim("jti"));
                case GOOD_FOR_TOO_LONG -> Tokens.token(c -> c.setExpirationTimeMinutesInTheFuture(91 * 24 * 60));
                case WITHOUT_END -> Tokens.token(c -> c.unsetClaim("exp"));
                case UNSIGNED -> unsigned(Tokens.claims(c -> {}));
                case SIGNED_BY_ANOTHER_KEY ->
                    Tokens.signed(Tokens.claims(c -> {}), EcJwkGenerator.generateJwk(EllipticCurves.P256));
                case NAMING_NO_KEY -> Tokens.withoutKeyId(Tokens.claims(c -> {}));
            };
        }

        private static String unsigned(JwtClaims claims) {
            return Stream.of("{\"alg\":\"none\",\"typ\":\"JWT\"}", claims.toJson())
                    .map(part -> Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(part.getBytes(StandardCharsets.UTF_8)))
                    .reduce((header, payload) -> header + "." + payload + ".")
                    .orElseThrow();
        }
    }

    @BeforeEach
    void awaitDatabase() {
        TestApi.awaitDatabase();
    }

    @Test
    void whoHasNoTokenIsToldToSendOne() {
        notAuthenticated(given().when().get("/api/v1/projects/shop").then(), "Bearer realm=\"tideway\"");
    }

    @ParameterizedTest
    @EnumSource
    void aTokenThatIsNotGoodIsNone(BadToken bad) throws JoseException {
        notAuthenticated(
                given().auth()
                        .oauth2(bad.text())
                        .when()
                        .get("/api/v1/projects/shop")
                        .then(),
                "Bearer realm=\"tideway\", error=\"invalid_token\"");
    }

    @Test
    void aTokenThatIsAllRightIsTaken() {
        given().auth()
                .oauth2(Tokens.token(AccessTest::forNinetyDays))
                .when()
                .get("/api/v1/projects/none-such")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:tideway:problem:not-found"));
    }

    /** To the second, though the next one may have begun since the token was issued. */
    private static void forNinetyDays(JwtClaims claims) {
        try {
            claims.setExpirationTime(NumericDate.fromSeconds(
                    claims.getIssuedAt().getValue() + Duration.ofDays(90).toSeconds()));
        } catch (MalformedClaimException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"access-other", "no-such-project"})
    void whoIsBoundToOneProjectDoesNotLearnWhetherAnotherExists(String other) {
        create("access-other");

        given().auth()
                .oauth2(Tokens.of(Role.OPERATOR, "access-mine"))
                .when()
                .get("/api/v1/projects/" + other)
                .then()
                .statusCode(403)
                .header("WWW-Authenticate", equalTo("Bearer realm=\"tideway\", error=\"insufficient_scope\""))
                .contentType("application/problem+json")
                .body("type", equalTo("urn:tideway:problem:not-allowed"))
                .body("detail", startsWith("Ask for a token with the role viewer"));
    }

    @Test
    void aViewerMayLookButNotPublish() {
        create("access-viewed");
        String viewer = Tokens.of(Role.VIEWER, "access-viewed");

        given().auth()
                .oauth2(viewer)
                .get("/api/v1/projects/access-viewed")
                .then()
                .statusCode(200);
        given().auth()
                .oauth2(viewer)
                .contentType("application/json")
                .body("{\"os\":\"ios\",\"app_version\":\"1.0\"}")
                .post("/api/v1/projects/access-viewed/builds")
                .then()
                .statusCode(403)
                .body("detail", containsString("publisher"));
    }

    @Test
    void aRoleWithoutProjectsReachesNone() {
        String token = Tokens.token(c -> c.setStringListClaim("groups", List.of("publisher")));

        given().auth().oauth2(token).get("/api/v1/projects/shop").then().statusCode(403);
    }

    @Test
    void onlyAnAdminCreatesProjects() {
        given().auth()
                .oauth2(Tokens.of(Role.OPERATOR, "access-new"))
                .contentType("application/json")
                .body("{\"project_id\":\"access-new\"}")
                .post("/api/v1/projects")
                .then()
                .statusCode(403);
    }

    private static void create(String projectId) {
        given().auth()
                .oauth2(Tokens.admin())
                .contentType("application/json")
                .body("{\"project_id\":\"" + projectId + "\"}")
                .post("/api/v1/projects");
    }

    private static void notAuthenticated(ValidatableResponse answer, String challenge) {
        answer.statusCode(401)
                .header("WWW-Authenticate", equalTo(challenge))
                .contentType("application/problem+json")
                .body("type", equalTo("urn:tideway:problem:not-authenticated"))
                .body("detail", containsString("Authorization: Bearer"));
    }
}
