package dev.tideway.catalog.trust;

import static dev.tideway.catalog.build.TestApi.asAdmin;
import static dev.tideway.catalog.build.TestApi.newProject;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.tideway.catalog.token.SigningKeyResource;
import dev.tideway.catalog.token.Tokens;
import dev.tideway.local.testing.RealPartsResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RealPartsResource.class)
@QuarkusTestResource(SigningKeyResource.class)
@QuarkusTestResource(OidcIssuerResource.class)
class TrustTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String CHALLENGE = "Bearer realm=\"tideway\", error=\"invalid_token\"";
    private static final String MAIN_BRANCH = """
            {"issuer":"ci","role":"publisher",
             "claims":{"repository_id":"4711","ref":"refs/heads/main","ref_protected":"true"}}""";

    @Test
    void aRevokedTokenIsNotTakenAnyMore() {
        String project = newProject("revoked");
        String id = UUID.randomUUID().toString();
        String token = Tokens.token(c -> c.setJwtId(id));
        given().auth().oauth2(token).get(path(project)).then().statusCode(200);

        asAdmin()
                .body("{\"jti\":\"" + id + "\",\"reason\":\"lost\"}")
                .post("/api/v1/tokens/revoked")
                .then()
                .statusCode(201)
                .body("jti", equalTo(id))
                .body("revoked_by", equalTo("test"));

        given().auth()
                .oauth2(token)
                .get(path(project))
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", equalTo(CHALLENGE));
        asAdmin()
                .body("{\"jti\":\"" + id + "\"}")
                .post("/api/v1/tokens/revoked")
                .then()
                .statusCode(200)
                .body("reason", equalTo("lost"));
        asAdmin().get("/api/v1/tokens/revoked").then().statusCode(200).body("tokens.jti", hasItem(id));
        asAdmin()
                .get("/api/v1/audit?action=token.revoked")
                .then()
                .statusCode(200)
                .body("entries.subject", hasItem("token " + id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/tokens/revoked", "/api/v1/audit"})
    void onlyAnAdminSeesWhatConcernsTheInstallation(String path) {
        given().auth()
                .oauth2(Tokens.token(c -> c.setStringListClaim("groups", List.of("operator"))))
                .get(path)
                .then()
                .statusCode(403);
    }

    @Test
    void aJobOfTheTrustedRepositoryPublishesWithNoStoredSecret() {
        String project = newProject("oidc");
        trust(project, MAIN_BRANCH).statusCode(201).body("claims.repository_id", equalTo("4711"));

        announce(project, c -> {}).statusCode(201);
        assertThat(asAdmin().get(path(project) + "/trust-rules").jsonPath().getList("trust_rules"))
                .hasSize(1);
        // What decides about releases is left to people.
        asJob(c -> {}).patch(path(project)).then().statusCode(403);
        asJob(c -> {}).get("/api/v1/tokens/revoked").then().statusCode(403);
    }

    @Test
    void whatAnotherIssuerSaysOfRolesAndProjectsIsNothing() {
        String project = newProject("oidc-groups");

        asJob(c -> {
                    c.setStringListClaim("groups", "admin");
                    c.setStringListClaim("projects", project);
                })
                .get(path(project))
                .then()
                .statusCode(403);
    }

    enum WrongJob {
        ANOTHER_REPOSITORY,
        ANOTHER_BRANCH,
        A_BRANCH_THAT_IS_NOT_PROTECTED;

        void change(JwtClaims claims) {
            switch (this) {
                case ANOTHER_REPOSITORY -> claims.setStringClaim("repository_id", "4712");
                case ANOTHER_BRANCH -> claims.setStringClaim("ref", "refs/heads/mine");
                case A_BRANCH_THAT_IS_NOT_PROTECTED -> claims.setStringClaim("ref_protected", "false");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aJobThatTheProjectDoesNotTrustIsNotAllowed(WrongJob job) {
        String project = newProject("oidc-wrong");
        trust(project, MAIN_BRANCH).statusCode(201);

        announce(project, job::change)
                .statusCode(403)
                .header("WWW-Authenticate", equalTo("Bearer realm=\"tideway\", error=\"insufficient_scope\""));
    }

    enum BadToken {
        EXPIRED,
        FOR_ANOTHER_INSTALLATION,
        WITHOUT_ID,
        GOOD_FOR_TOO_LONG,
        NOT_VALID_YET,
        SIGNED_BY_A_STRANGER,
        OF_AN_ISSUER_THAT_IS_NOT_TRUSTED,
        SIGNED_AS_IF_BY_TIDEWAY;

        String text() {
            return switch (this) {
                case EXPIRED -> OidcIssuerResource.token(c -> c.setExpirationTimeMinutesInTheFuture(-10));
                case FOR_ANOTHER_INSTALLATION ->
                    OidcIssuerResource.token(c -> c.setAudience("https://other.example.com"));
                case WITHOUT_ID -> OidcIssuerResource.token(c -> c.unsetClaim("jti"));
                case GOOD_FOR_TOO_LONG ->
                    OidcIssuerResource.token(c -> c.setExpirationTimeMinutesInTheFuture(91 * 24 * 60));
                case NOT_VALID_YET ->
                    OidcIssuerResource.token(c -> c.setNotBefore(
                            NumericDate.fromSeconds(NumericDate.now().getValue() + 600)));
                case SIGNED_BY_A_STRANGER -> signedBy("first", c -> {});
                case OF_AN_ISSUER_THAT_IS_NOT_TRUSTED ->
                    signedBy("first", c -> c.setIssuer("https://elsewhere.example"));
                case SIGNED_AS_IF_BY_TIDEWAY -> OidcIssuerResource.token(c -> c.setIssuer("tideway"));
            };
        }

        private static String signedBy(String keyId, Consumer<JwtClaims> change) {
            JwtClaims claims = new JwtClaims();
            claims.setIssuer(OidcIssuerResource.issuer());
            claims.setAudience("https://tideway.example.com");
            claims.setSubject("x");
            claims.setJwtId("x");
            claims.setIssuedAtToNow();
            claims.setExpirationTimeMinutesInTheFuture(10);
            change.accept(claims);
            return OidcIssuerResource.signed(claims, OidcIssuerResource.newKey(keyId));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTokenOfAnotherIssuerThatIsNotAllRightIsNone(BadToken bad) {
        given().auth()
                .oauth2(bad.text())
                .get("/api/v1/projects/shop")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", equalTo(CHALLENGE))
                .contentType("application/problem+json")
                .body("detail", containsString("Send the header Authorization"));
    }

    @Test
    void keysAreKeptAndFetchedAgainForOneThatIsNotAmongThem() {
        String project = newProject("oidc-keys");
        trust(project, MAIN_BRANCH).statusCode(201);
        announce(project, c -> {}).statusCode(201);
        int before = OidcIssuerResource.keyRequests();
        asJob(c -> {}).get(path(project)).then().statusCode(200);
        assertThat(OidcIssuerResource.keyRequests()).isEqualTo(before);

        OidcIssuerResource.rotate(UUID.randomUUID().toString());

        // However many tokens name unknown keys, the issuer is asked once in a while only.
        await().atMost(PATIENCE)
                .untilAsserted(() -> asJob(c -> {}).get(path(project)).then().statusCode(200));
    }

    @Test
    void anIssuerThatHangsHoldsUpNobodyForLong() {
        long start = System.nanoTime();
        given().auth()
                .oauth2(OidcIssuerResource.token(c -> c.setIssuer(OidcIssuerResource.issuer() + "/inside")))
                .get("/api/v1/projects/shop")
                .then()
                .statusCode(401);

        // It hangs for a minute; it is given a second.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(45));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"issuer\":\"ci\",\"role\":\"publisher\",\"claims\":{\"ref\":\"refs/heads/main\",\"ref_protected\":\"true\"}}",
                "{\"issuer\":\"ci\",\"role\":\"publisher\",\"claims\":{\"repository_id\":\"acme/shop\",\"ref\":\"refs/heads/main\","
                        + "\"ref_protected\":\"true\"}}",
                "{\"issuer\":\"ci\",\"role\":\"publisher\",\"claims\":{\"repository_id\":\"4711\",\"ref_protected\":\"true\"}}",
                "{\"issuer\":\"ci\",\"role\":\"publisher\",\"claims\":{\"repository_id\":\"4711\",\"ref\":\"refs/heads/main\"}}",
                "{\"issuer\":\"ci\",\"role\":\"admin\",\"claims\":{\"repository_id\":\"4711\"}}",
                "{\"issuer\":\"none\",\"role\":\"viewer\",\"claims\":{\"repository_id\":\"4711\"}}",
                "{\"issuer\":\"ci\",\"role\":\"viewer\",\"claims\":{}}",
                "{\"issuer\":\"ci\",\"role\":\"viewer\",\"claims\":{\"repository_id\":4711}}"
            })
    void aRuleThatWouldTrustStrangersIsRefused(String rule) {
        trust(newProject("oidc-rule"), rule).statusCode(400).contentType("application/problem+json");
    }

    @Test
    void anIssuerOfOnesOwnNeedsNoRepository() {
        trust(newProject("oidc-own"), "{\"issuer\":\"inside\",\"role\":\"viewer\",\"claims\":{\"team\":\"web\"}}")
                .statusCode(201);
    }

    @Test
    void aRuleThatIsRemovedHoldsNoMore() {
        String project = newProject("oidc-removed");
        String rule = trust(project, MAIN_BRANCH).statusCode(201).extract().path("rule_id");
        asJob(c -> {}).get(path(project)).then().statusCode(200);

        asAdmin().delete(path(project) + "/trust-rules/" + rule).then().statusCode(204);

        asJob(c -> {}).get(path(project)).then().statusCode(403);
        asAdmin().delete(path(project) + "/trust-rules/" + rule).then().statusCode(404);
        asAdmin()
                .get(path(project) + "/audit?subject=trust rule " + rule)
                .then()
                .body("entries.action", equalTo(List.of("trust.removed", "trust.added")));
    }

    private static ValidatableResponse trust(String project, String rule) {
        return asAdmin().body(rule).post(path(project) + "/trust-rules").then();
    }

    private static io.restassured.specification.RequestSpecification asJob(Consumer<JwtClaims> change) {
        return given().auth().oauth2(OidcIssuerResource.token(change)).contentType("application/json");
    }

    private static ValidatableResponse announce(String project, Consumer<JwtClaims> change) {
        return asJob(change)
                .body("{\"build_id\":\"b1\",\"os\":\"ios\",\"app_version\":\"2.1.0\"}")
                .post(path(project) + "/builds")
                .then();
    }

    private static String path(String project) {
        return "/api/v1/projects/" + project;
    }
}
