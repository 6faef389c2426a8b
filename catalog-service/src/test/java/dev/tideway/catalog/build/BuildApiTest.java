package dev.tideway.catalog.build;

import static dev.tideway.catalog.build.TestApi.asAdmin;
import static dev.tideway.catalog.build.TestApi.newProject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.tideway.catalog.database.Database;
import dev.tideway.catalog.token.SigningKeyResource;
import dev.tideway.local.testing.RealPartsResource;
import dev.tideway.protocol.Topic;
import dev.tideway.protocol.event.BuildFinished;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(RealPartsResource.class)
@QuarkusTestResource(SigningKeyResource.class)
class BuildApiTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Inject
    Database database;

    private static final String SMALLEST = "{\"build_id\":\"b1\",\"os\":\"ios\",\"app_version\":\"2.1.0\"}";

    @Test
    void aBuildIsAcceptedOnceItsArchiveIsThere() throws Exception {
        String project = newProject("intake");

        var slot = open(project, SMALLEST).statusCode(201).extract().jsonPath();
        assertThat(slot.getString("build_id")).isEqualTo("b1");
        assertThat(slot.getString("upload_expires_at")).endsWith("Z");
        status(project).body("state", equalTo("awaiting_upload"));
        finish(project)
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:tideway:problem:upload-missing"));

        upload(slot.getString("upload_url"), "an archive");
        finish(project).statusCode(202);
        finish(project).statusCode(202);

        TestApi.awaitState(project, "b1", "packaging");
        asAdmin()
                .get("/api/v1/projects/" + project + "/audit?action=build.announced")
                .then()
                .body("entries.who", contains("test"))
                .body("entries.subject", contains("build ios/b1"));
        BuildFinished announced = announcements(project);
        assertThat(announced.appVersion()).isEqualTo("2.1.0");
        assertThat(announced.source().size()).isEqualTo(10);
        assertThat(announced.source().location()).startsWith("builds/" + project + "/b1/");
    }

    @Test
    void anUploadOfAnotherSizeIsSeenAndMayBeMended() throws Exception {
        String project = newProject("size");
        String url = open(project, "{\"build_id\":\"b1\",\"os\":\"ios\",\"app_version\":\"2.1.0\",\"size\":10}")
                .statusCode(201)
                .extract()
                .path("upload_url");
        upload(url, "half");

        finish(project)
                .statusCode(409)
                .body("type", equalTo("urn:tideway:problem:upload-size"))
                .body("detail", startsWith("10 bytes were announced, and 4 were uploaded."));
        status(project).body("state", equalTo("awaiting_upload"));

        upload(url, "an archive");
        finish(project).statusCode(202);
    }

    @Test
    void anArchiveInPartsIsAnnouncedOnceAllPartsAreThere() throws Exception {
        String project = newProject("parts");
        int size = (16 << 20) + 1000;
        var slot = open(
                        project,
                        "{\"build_id\":\"b1\",\"os\":\"ios\",\"app_version\":\"2.1.0\",\"size\":" + size
                                + ",\"multipart\":true}")
                .statusCode(201)
                .extract()
                .jsonPath();
        assertThat(slot.getLong("part_size")).isEqualTo(16 << 20);
        assertThat(slot.getString("upload_url")).isNull();
        assertThat(slot.getList("part_urls")).hasSize(2);
        finish(project).statusCode(409).body("type", equalTo("urn:tideway:problem:upload-missing"));

        upload(slot.getString("part_urls[1]"), "b".repeat(1000));
        finish(project)
                .statusCode(409)
                .body("type", equalTo("urn:tideway:problem:upload-size"))
                .body("detail", containsString("every part that is missing"));
        upload(slot.getString("part_urls[0]"), "a".repeat(16 << 20));

        finish(project).statusCode(202);
        finish(project).statusCode(202);
        assertThat(size(project)).isEqualTo(size);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"multipart\":true', size",
        "'\"size\":0', size",
        "'\"size\":107374182401', size",
        "'\"size\":\"1\"', size"
    })
    void partsNeedASizeThatCanBe(String field, String parameter) {
        open(newProject("parts-bad"), "{\"os\":\"ios\",\"app_version\":\"2.1.0\"," + field + "}")
                .statusCode(400)
                .body("parameter", equalTo(parameter));
    }

    /** As it was announced. */
    private long size(String project) {
        return database.query(pool -> pool.preparedQuery("select source_size from build where project_id = $1")
                        .execute(Tuple.of(project)))
                .await()
                .atMost(Duration.ofMinutes(1))
                .iterator()
                .next()
                .getLong("source_size");
    }

    @Test
    void theTraceOfWhoSaysFinishedGoesOnWithTheAnnouncement() throws Exception {
        String project = newProject("traced");
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        upload(open(project, SMALLEST).extract().path("upload_url"), "an archive");

        asAdmin()
                .header("traceparent", trace)
                .body("{}")
                .post("/api/v1/projects/" + project + "/builds/b1/finished")
                .then()
                .statusCode(202);

        TestApi.awaitState(project, "b1", "packaging");
        assertThat(TestTopics.of(Topic.BUILDS, project)).singleElement().satisfies(message -> assertThat(
                        new String(message.headers().lastHeader("traceparent").value(), StandardCharsets.US_ASCII))
                .isEqualTo(trace));
    }

    @Test
    void eachIntakeOfAnAwaitedBuildHasAFreshAddressAndOnlyTheLastOneCounts() throws Exception {
        String project = newProject("fresh");

        String first = open(project, SMALLEST).extract().path("upload_url");
        String second =
                open(project, SMALLEST.replace("2.1.0", "2.2.0")).extract().path("upload_url");

        assertThat(path(first)).isNotEqualTo(path(second));
        upload(first, "old");
        finish(project).statusCode(409);
        upload(second, "new");
        finish(project).statusCode(202).body("app_version", equalTo("2.2.0"));
    }

    @Test
    void aBuildThatIsAnnouncedTakesNoOtherUpload() throws Exception {
        String project = newProject("closed");
        upload(open(project, SMALLEST).extract().path("upload_url"), "an archive");
        finish(project).statusCode(202);

        open(project, SMALLEST)
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:tideway:problem:build-announced"))
                .body("detail", containsString("new build id"));
    }

    @Test
    void theLayoutIsTheProjectsWhereTheBuildDoesNotSay() throws Exception {
        String project = newProject("layout");
        asAdmin()
                .header("If-Match", "*")
                .body("{\"layout\":\"www\"}")
                .patch("/api/v1/projects/" + project)
                .then()
                .statusCode(200);

        upload(open(project, SMALLEST).extract().path("upload_url"), "an archive");
        finish(project).statusCode(202);

        assertThat(announcements(project).layout()).isEqualTo(BuildFinished.Layout.WWW);
    }

    @Test
    void aBuildWithoutAnIdGetsOne() {
        String project = newProject("unnamed");

        open(project, "{\"os\":\"ios\",\"app_version\":\"2.1.0\"}")
                .statusCode(201)
                .body("build_id", matchesPattern("[0-9a-f-]{36}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"os":"ios"}                                              | app_version
            {"app_version":"1.0"}                                     | os
            {"os":"ios","app_version":"1.0","chanel":"beta"}          | chanel
            {"os":"ios","app_version":"1.0","source":{"key":"x"}}     | source
            {"os":"ios","app_version":"1/0"}                          | app_version
            {"os":"ios","app_version":"1\\u0000"}                     | app_version
            {"os":"ios","app_version":"1.0","notes":"a\\u0000b"}      | notes
            {"os":"ios","app_version":"1.0","commit":"\\u0000"}       | commit
            {"os":"ios","app_version":"1.0","build_id":".."}          | build_id
            {"os":"ios","app_version":"1.0","rollout":0}              | rollout
            {"os":"ios","app_version":"1.0","rollout":1001}           | rollout
            {"os":"ios","app_version":"1.0","rollout":1.5}            | rollout
            {"os":"ios","app_version":"1.0","rollout":"many"}         | rollout
            {"os":"ios","app_version":"1.0","mandatory":"perhaps"}    | mandatory
            {"os":"ios","app_version":"1.0","layout":"flat"}          | layout
            {"os":"ios","app_version":"1.0","start_page":"/a"}        | start_page
            {"os":["ios"],"app_version":"1.0"}                        | os
            {"os":"ios","os":"android","app_version":"1.0"}           | body
            [1]                                                       | body
            no json                                                   | body
            null                                                      | body
            """)
    void aBrokenFieldIsNamed(String body, String field) {
        String project = newProject("broken");

        open(project, body)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:tideway:problem:invalid-parameter"))
                .body("parameter", equalTo(field))
                .body("detail", not(containsString("dev.tideway")));
    }

    @Test
    void whatPackagingNeedsOfTheProjectTravelsInTheAnnouncement() throws Exception {
        String project = newProject("packaging");
        set(project, "{\"read_update_json\":false,\"start_page\":\"app.html\"}");

        upload(open(project, SMALLEST).extract().path("upload_url"), "an archive");
        finish(project).statusCode(202);

        assertThat(announcements(project).readUpdateJson()).isFalse();
        assertThat(announcements(project).startPage()).isEqualTo("app.html");
    }

    @Test
    void aBuildMaySayOtherwiseThanItsProject() throws Exception {
        String project = newProject("otherwise");
        set(project, "{\"read_update_json\":false,\"start_page\":\"app.html\"}");

        String own = SMALLEST.replace("}", ",\"read_update_json\":true,\"start_page\":\"main.html\"}");
        upload(open(project, own).extract().path("upload_url"), "an archive");
        finish(project).statusCode(202);

        assertThat(announcements(project).readUpdateJson()).isTrue();
        assertThat(announcements(project).startPage()).isEqualTo("main.html");
    }

    @Test
    void notesThatAreTooLongAreRefused() {
        String project = newProject("long");

        open(project, "{\"os\":\"ios\",\"app_version\":\"1.0\",\"notes\":\"" + "n".repeat(4097) + "\"}")
                .statusCode(400)
                .body("parameter", equalTo("notes"));
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        String project = newProject("large");

        // The answer may come, and the connection end, before all of it is sent; then there may be no answer to read.
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> open(
                        project, "{\"os\":\"ios\",\"notes\":\"" + "n".repeat(70_000) + "\"}")
                .statusCode(413));
    }

    @Test
    void finishedTakesNoFields() {
        String project = newProject("fields");
        open(project, SMALLEST);

        asAdmin()
                .body("{\"size\":3}")
                .post("/api/v1/projects/" + project + "/builds/b1/finished")
                .then()
                .statusCode(400)
                .body("parameter", equalTo("size"));
    }

    @ParameterizedTest
    @CsvSource({
        "wait=31&since=packaging, wait",
        "wait=-1, wait",
        "wait=soon, wait",
        "wait=1&since=never, since",
        "os=iOS, os"
    })
    void aBrokenParameterIsNamed(String query, String parameter) {
        String project = newProject("query");
        open(project, SMALLEST);

        asAdmin()
                .get("/api/v1/projects/" + project + "/builds/b1?" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("parameter", equalTo(parameter));
    }

    @Test
    void anIdThatSeveralSystemsHaveAsksForTheSystem() {
        String project = newProject("systems");
        open(project, SMALLEST);
        open(project, SMALLEST.replace("ios", "android"));

        status(project).statusCode(400).body("parameter", equalTo("os")).body("detail", containsString("android, ios"));
        asAdmin()
                .get("/api/v1/projects/" + project + "/builds/b1?os=android")
                .then()
                .statusCode(200)
                .body("os", equalTo("android"));
    }

    @Test
    void whatIsNotThereIsSaidToBeNotThere() {
        String project = newProject("nothing");

        status(project).statusCode(404).contentType("application/problem+json");
        asAdmin()
                .body(SMALLEST)
                .post("/api/v1/projects/never-made/builds")
                .then()
                .statusCode(404)
                .body("detail", startsWith("There is no project never-made"));
        asAdmin().get("/api/v1/elsewhere").then().statusCode(404);
        asAdmin()
                .delete("/api/v1/projects/" + project)
                .then()
                .statusCode(405)
                .header("Allow", containsString("GET"))
                .contentType("application/problem+json");
        asAdmin()
                .contentType("text/plain")
                .body("x")
                .post("/api/v1/projects")
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
    }

    @Test
    void aProjectIsCreatedOnce() {
        String project = newProject("once");

        asAdmin()
                .body("{\"project_id\":\"" + project + "\"}")
                .post("/api/v1/projects")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:tideway:problem:project-exists"));
        asAdmin()
                .get("/api/v1/projects/" + project)
                .then()
                .statusCode(200)
                .body("project_id", equalTo(project))
                .body("revision", equalTo(1))
                .body("settings.empty_answer", equalTo("empty"));
    }

    @Test
    void whoWaitsIsAnsweredAsSoonAsTheStateChanges() throws Exception {
        String project = newProject("waiting");
        upload(open(project, SMALLEST).extract().path("upload_url"), "an archive");
        finish(project).statusCode(202);
        TestApi.awaitState(project, "b1", "packaging");
        BuildFinished announcement = announcements(project);

        var answer = CompletableFuture.supplyAsync(
                () -> asAdmin().get("/api/v1/projects/" + project + "/builds/b1?wait=30&since=packaging"));
        TestTopics.send(Topic.PACKAGES, TestEvents.ready(announcement));

        answer.get(3, TimeUnit.MINUTES)
                .then()
                .statusCode(200)
                .body("state", equalTo("offered"))
                .body("update_number", equalTo("1"))
                .body("size", equalTo(1000));
    }

    @Test
    void whoWaitsInVainIsToldThePresentState() {
        String project = newProject("vain");
        open(project, SMALLEST);

        long begin = System.nanoTime();
        asAdmin()
                .get("/api/v1/projects/" + project + "/builds/b1?wait=1&since=awaiting_upload")
                .then()
                .statusCode(200)
                .body("state", equalTo("awaiting_upload"));
        assertThat(System.nanoTime() - begin).isGreaterThan(1_000_000_000L);
    }

    private static ValidatableResponse open(String project, String body) {
        return asAdmin()
                .body(body)
                .post("/api/v1/projects/" + project + "/builds")
                .then();
    }

    private static ValidatableResponse finish(String project) {
        return asAdmin()
                .body("{}")
                .post("/api/v1/projects/" + project + "/builds/b1/finished?os=ios")
                .then();
    }

    private void set(String project, String settings) {
        database.query(pool -> pool.preparedQuery("update project set settings = $2::text::jsonb where id = $1")
                        .execute(Tuple.of(project, settings)))
                .await()
                .atMost(PATIENCE);
    }

    private static ValidatableResponse status(String project) {
        return TestApi.build(project, "b1").then();
    }

    private static BuildFinished announcements(String project) {
        return await().atMost(PATIENCE)
                .until(() -> TestTopics.events(Topic.BUILDS, project, BuildFinished.class), found -> found.size() == 1)
                .get(0);
    }

    private static void upload(String url, String content) throws Exception {
        var answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url))
                                .PUT(BodyPublishers.ofString(content))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static String path(String url) {
        return URI.create(url).getPath();
    }
}
