package dev.tideway.catalog.check;

import static dev.tideway.catalog.check.Catalogues.aliases;
import static dev.tideway.catalog.check.Catalogues.catalogue;
import static dev.tideway.catalog.check.Catalogues.deleted;
import static dev.tideway.catalog.check.Catalogues.release;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.tideway.catalog.token.SigningKeyResource;
import dev.tideway.local.testing.RealPartsResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RealPartsResource.class)
@QuarkusTestResource(SigningKeyResource.class)
class CheckRouteTest {
    private static final String SHOP = "/checkUpdate?project_id=edge-shop&os=ios&app_version=2.1.0";

    @Inject
    CatalogueIndex index;

    @TestHTTPResource("/")
    URL address;

    @BeforeEach
    void fillTheIndex() {
        await().atMost(Duration.ofMinutes(4)).until(index::isFilled);
        index.apply(catalogue(
                "edge-shop", 1, aliases("5d1f0c"), release("ios", "2.1.0", 3), release("ios", "2.1.0+build5é", 4)));
        index.apply(deleted("edge-gone", 1));
    }

    @Test
    void answersAStockDevice() {
        given().urlEncodingEnabled(false)
                .get(SHOP + "&my_update_number=1&plugin_version=4.0.0&build_type=Release")
                .then()
                .statusCode(200)
                .header("Content-Type", "application/json")
                .header(
                        "Cache-Control",
                        "public, max-age=0, s-maxage=30, stale-while-revalidate=15, stale-if-error=3600")
                .header("Cache-Tag", "project-edge-shop")
                .header("Surrogate-Key", "project-edge-shop")
                .header("ETag", not(containsString("W/")))
                .body("ios.'2.1.0'.'3'.date", equalTo(20261121))
                .body("ios.'2.1.0'.'3'.url", containsString("/packages/"));
    }

    @Test
    void answersAnAliasAlike() {
        String etag = given().get(SHOP).header("ETag");

        given().get(SHOP.replace("edge-shop", "5d1f0c"))
                .then()
                .statusCode(200)
                .header("ETag", etag)
                .header("Cache-Tag", "project-edge-shop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/checkUpdate/", "//checkUpdate", "/x/../checkUpdate", "/check%55pdate"})
    void doesNotMindHowThePathIsWritten(String path) throws IOException {
        assertThat(raw("GET " + path + "?project_id=edge-shop&os=ios&app_version=2.1.0", ""))
                .startsWith("HTTP/1.1 200 ")
                .contains("{\"ios\":{\"2.1.0\":{\"3\":{");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.1.0+build5é", "2.1.0%2Bbuild5%C3%A9", "2.1.0+build5%c3%a9"})
    void understandsAnAppVersionHoweverItIsEncoded(String appVersion) throws IOException {
        assertThat(raw("GET /checkUpdate?project_id=edge-shop&os=ios&app_version=" + appVersion, ""))
                .startsWith("HTTP/1.1 200 ")
                .contains("{\"ios\":{\"2.1.0+build5é\":{\"4\":{");
    }

    @Test
    void tellsAHeadTheSameWithoutTheBody() {
        var get = given().get(SHOP);

        var head = given().head(SHOP);

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body().asString()).isEmpty();
        assertThat(head.header("Content-Length")).isEqualTo(get.header("Content-Length"));
        assertThat(head.header("ETag")).isEqualTo(get.header("ETag"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "W/%s", "*", "\"x\", %s"})
    void tellsWhoHasTheAnswerThatItIsStillGood(String ifNoneMatch) {
        String etag = given().get(SHOP).header("ETag");

        given().header("If-None-Match", String.format(ifNoneMatch, etag))
                .get(SHOP)
                .then()
                .statusCode(304)
                .header("ETag", etag)
                .header("Cache-Control", containsString("s-maxage=30"))
                .header("Cache-Tag", "project-edge-shop")
                .body(is(""));
    }

    @Test
    void readsSeveralLinesOfIfNoneMatchAsOneList() throws IOException {
        String etag = given().get(SHOP).header("ETag");

        assertThat(raw("GET " + SHOP, "If-None-Match: \"x\"\r\nIf-None-Match: " + etag + "\r\n"))
                .startsWith("HTTP/1.1 304 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
    void refusesOtherMethods(String method) {
        given().request(method, SHOP)
                .then()
                .statusCode(405)
                .header("Allow", "GET, HEAD")
                .header("Content-Type", "application/problem+json")
                .body("type", equalTo("urn:tideway:problem:method-not-allowed"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?project_id=", "?project_id=a/b", "?project_id=edge-shop&project_id=edge-shop"})
    void namesTheParameterThatItCannotUnderstand(String query) {
        given().urlEncodingEnabled(false)
                .get("/checkUpdate" + query)
                .then()
                .statusCode(400)
                .header("Content-Type", "application/problem+json")
                .header("Cache-Control", "no-store")
                .body("parameter", equalTo("project_id"))
                .body("status", equalTo(400))
                .body("detail", containsString("project_id"));
    }

    @Test
    void refusesAQueryThatIsTooLong() {
        given().get(SHOP + "&x=" + "y".repeat(2048)).then().statusCode(400).body("parameter", equalTo("query"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"edge-unknown", "edge-gone", "EDGE-SHOP"})
    void doesNotKnowAProjectThatIsNotThere(String projectId) {
        given().get("/checkUpdate?project_id=" + projectId)
                .then()
                .statusCode(404)
                .header("Content-Type", "application/problem+json")
                .header("Cache-Control", "public, max-age=0, s-maxage=5")
                .body("type", equalTo("urn:tideway:problem:unknown-project"));
    }

    @Test
    void doesNotLookAtATokenThatADeviceSendsByMistake() {
        given().header("Authorization", "Bearer nonsense").get(SHOP).then().statusCode(200);
    }

    @Test
    void countsChecksByOutcome() {
        given().get(SHOP);

        given().get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("tideway_checks_total{outcome=\"offered\""))
                .body(containsString("tideway_index_projects"));
    }

    @Test
    void tellsOfNoGaugeOfWhichThereAreSeveral() {
        given().get("/q/metrics")
                .then()
                .body(containsString("netty_eventexecutor_tasks_pending"))
                .body(not(containsString("netty_eventexecutor_workers")))
                .body(not(containsString("postgresql_queue_size")))
                .body(not(containsString("postgresql_current")));
    }

    /** As clients send it that encode nothing; the answer as UTF-8. */
    private String raw(String request, String headers) throws IOException {
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            String message = request + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + headers + "\r\n";
            socket.getOutputStream().write(message.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
