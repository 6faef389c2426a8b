package dev.tideway.catalog.request;

import static dev.tideway.catalog.build.TestApi.asAdmin;
import static dev.tideway.catalog.build.TestApi.newProject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.tideway.catalog.token.SigningKeyResource;
import dev.tideway.catalog.token.Tokens;
import dev.tideway.local.testing.RealPartsResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the admin API makes of requests that nobody should send. */
@QuarkusTest
@QuarkusTestResource(RealPartsResource.class)
@QuarkusTestResource(SigningKeyResource.class)
class BadInputTest {
    @TestHTTPResource
    URL service;

    @ParameterizedTest
    @CsvSource({
        "releases?os=ios&os=android, os",
        "releases?limit=1&limit=1, limit",
        "audit?who=a%00b, who",
        "audit?who=caf%E9, who",
        "releases?state=%FF, state",
        "releases?limit=0, limit",
        "releases?limit=201, limit",
        "releases?limit=1e2, limit",
        "releases?limit=-1, limit",
        "releases?cursor=%21, cursor",
        "releases?state=gone, state",
        "releases?chanel=beta, chanel",
        "releases?OS=ios, OS",
        "audit?app_version=2.1.0, app_version",
        "builds/b1?force=true, force",
        "releases?update_number=99999999999999999999, update_number",
        "releases?os=iOS, os",
        "releases?app_version=a/b, app_version",
        "releases/x, release_id",
        "releases/0, release_id",
        "releases/%00, release_id",
        "builds/%00, build_id",
        "webhooks/1x, webhook_id"
    })
    void aParameterThatIsWrongIsNamed(String path, String parameter) {
        String project = newProject("bad");

        String answer = raw("GET /api/v1/projects/" + project + "/" + path);

        assertThat(answer)
                .startsWith("HTTP/1.1 400 ")
                .contains("application/problem+json")
                .contains("\"parameter\":\"" + parameter + "\"");
    }

    @Test
    void aParameterThatTheRequestDoesNotHaveIsToldThoseThatItHas() {
        String project = newProject("bad-name");

        asAdmin()
                .get("/api/v1/projects/" + project + "/releases?chanel=beta")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:tideway:problem:invalid-parameter"))
                .body(
                        "detail",
                        equalTo("chanel is no parameter of this request; leave it out or correct its name. It has os,"
                                + " app_version, channel, state, update_number, build_id, limit, cursor."));
        asAdmin()
                .body("{}")
                .post("/api/v1/projects/" + project + "/releases/1/purge?byte=true")
                .then()
                .statusCode(400)
                .body("parameter", equalTo("byte"))
                .body("detail", endsWith(" It has bytes, confirmed."));
        asAdmin()
                .get("/api/v1/projects/" + project + "?verbose")
                .then()
                .statusCode(400)
                .body("parameter", equalTo("verbose"))
                .body("detail", endsWith(" It has none."));
    }

    @Test
    void aValueThatIsFarTooLongIsRefused() {
        String project = newProject("bad-long");

        assertThat(raw("GET /api/v1/projects/" + project + "/audit?who=" + "x".repeat(1025)))
                .startsWith("HTTP/1.1 400 ")
                .contains("\"parameter\":\"who\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/projects/%",
                "/api/v1/projects/%zz",
                "/api/v1/projects/%2",
                "/api/v1/projects/shop/releases?os=%",
                "/api/v1/projects/shop/releases?os=%zz",
                "/api/v1/projects/shop/explain?os=%zz"
            })
    void brokenPercentEncodingIsRefusedWithAProblem(String path) {
        String answer = raw("GET " + path);

        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("application/problem+json");
        assertThat(answer).contains("\"type\":\"urn:tideway:problem:invalid-parameter\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"text\"",
                "1",
                "{",
                "{}{}",
                "{\"project_id\":1}",
                "{\"project_id\":null}",
                "{\"project_id\":[\"a\"]}",
                "{\"project_id\":\"\"}",
                "{\"project_id\":\"a/b\"}",
                "{\"project_id\":\"a\\u0000b\"}",
                "{\"project_id\":\"caf\u00e9\"}",
                "{\"project_id\":\"a\",\"project_id\":\"b\"}",
                "{\"project_id\":\"a\",\"unknown\":1}"
            })
    void aBodyThatIsNoRequestIsRefusedAndLeavesNothingBehind(String body) {
        newProject("bad-body");

        asAdmin()
                .body(body)
                .post("/api/v1/projects")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:tideway:problem:invalid-parameter"));
    }

    @Test
    void aBodyThatIsTooDeepIsRefused() {
        String project = newProject("bad-deep");

        String body =
                "{\"action\":\"set\",\"release_id\":\"1\",\"change\":" + "[".repeat(5000) + "]".repeat(5000) + "}";

        assertThat(raw("POST /api/v1/projects/" + project + "/simulate", body))
                .startsWith("HTTP/1.1 400 ")
                .contains("application/problem+json");
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        asAdmin()
                .body("{\"project_id\":\"" + "a".repeat(70_000) + "\"}")
                .post("/api/v1/projects")
                .then()
                .statusCode(413)
                .contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded"})
    void aBodyOfAnotherTypeIsRefused(String type) {
        io.restassured.RestAssured.given()
                .auth()
                .oauth2(Tokens.admin())
                .contentType(type)
                .body("{\"project_id\":\"a\"}")
                .post("/api/v1/projects")
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-32BE", "ISO-8859-1"})
    void aBodyInAnotherEncodingIsReadAsWhatItIsOrRefused(String charset) {
        newProject("bad-charset");
        byte[] body = "{\"project_id\":\"caf\u00e9\"}".getBytes(java.nio.charset.Charset.forName(charset));

        asAdmin().body(body).post("/api/v1/projects").then().statusCode(400).contentType("application/problem+json");
    }

    @Test
    void aWrongWordIsToldTheRightOnes() {
        String project = newProject("bad-enum");

        asAdmin()
                .body("{\"action\":\"explode\",\"release_id\":\"1\"}")
                .post("/api/v1/projects/" + project + "/simulate")
                .then()
                .statusCode(400)
                .body("parameter", equalTo("action"))
                .body("detail", startsWith("action must be one of "))
                .body("detail", containsString("rollback"));
    }

    private String raw(String requestLine) {
        return raw(requestLine, "");
    }

    /** As it is written, without a client that mends or prints it on the way. */
    private String raw(String requestLine, String body) {
        String head = requestLine
                + " HTTP/1.1\r\nHost: tideway\r\nConnection: close\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + body.length() + "\r\nAuthorization: Bearer " + Tokens.admin() + "\r\n\r\n";
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
