package dev.tideway.catalog.release;

import static dev.tideway.catalog.build.TestApi.asAdmin;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import dev.tideway.catalog.build.TestApi;
import dev.tideway.catalog.build.TestEvents;
import dev.tideway.catalog.build.TestTopics;
import dev.tideway.protocol.Topic;
import dev.tideway.protocol.event.BuildFinished;
import dev.tideway.protocol.event.BuildSource;
import io.minio.MinioAsyncClient;
import io.minio.PutObjectArgs;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** What operators and devices do with the releases of one project, ios 2.1.0 unless said otherwise. */
public final class ReleaseDesk {
    public static final Duration PATIENCE = Duration.ofMinutes(3);

    private final MinioAsyncClient s3;
    public final String project;

    public ReleaseDesk(MinioAsyncClient s3, String name) {
        this.s3 = s3;
        this.project = TestApi.newProject(name);
    }

    /** Announces a build and its package, whose bytes lie where devices and the publisher find them. */
    public void publish(String build, String channel, boolean mandatory, int rollout) {
        String source = TestEvents.source(project, build, 1);
        announceAndPack(new BuildFinished(
                build,
                project,
                "ios",
                "2.1.0",
                channel,
                BuildSource.archive(source),
                null,
                null,
                mandatory,
                rollout,
                null,
                "Notes of " + build,
                null));
    }

    /** Announces a build that is not to be offered before a time. */
    public void publishFor(String build, Instant notBefore) {
        String source = TestEvents.source(project, build, 1);
        announceAndPack(new BuildFinished(
                build,
                project,
                "ios",
                "2.1.0",
                null,
                BuildSource.archive(source),
                null,
                null,
                false,
                0,
                null,
                null,
                null,
                null,
                null,
                notBefore.toString(),
                "4.0.0"));
    }

    private void announceAndPack(BuildFinished announcement) {
        TestTopics.send(Topic.BUILDS, announcement);
        ready(announcement);
    }

    public void ready(BuildFinished announcement) {
        String build = announcement.buildId();
        byte[] bytes = ("package " + build).getBytes(StandardCharsets.UTF_8);
        s3.putObject(PutObjectArgs.builder()
                        .bucket(ConfigProvider.getConfig().getValue("tideway.s3.public-bucket", String.class))
                        .object("packages/" + TestEvents.digest("package " + build) + ".zip")
                        .data(bytes, bytes.length)
                        .build())
                .join();
        TestTopics.send(Topic.PACKAGES, TestEvents.ready(announcement));
    }

    /** Publishes a build and waits until it is offered. */
    public String offered(String build) {
        return offered(build, false, 1000);
    }

    public String offered(String build, boolean mandatory, int rollout) {
        publish(build, "release", mandatory, rollout);
        return awaited(build, "offered");
    }

    /** The id of the release of a build, once the build is in that state. */
    public String awaited(String build, String state) {
        TestApi.awaitState(project, build, state);
        return list("build_id=" + build).getString("releases[0].release_id");
    }

    public JsonPath list(String query) {
        return asAdmin().get(path("?" + query)).then().statusCode(200).extract().jsonPath();
    }

    public ValidatableResponse get(String release) {
        return asAdmin().get(path("/" + release)).then();
    }

    public String etag(String release) {
        return get(release).statusCode(200).extract().header("ETag");
    }

    /** An action with what was seen just now. */
    public ValidatableResponse post(String release, String action) {
        return post(release, action, "{}");
    }

    public ValidatableResponse post(String release, String action, String body) {
        return asAdmin()
                .header("If-Match", etag(release))
                .body(body)
                .post(path("/" + release + "/" + action))
                .then();
    }

    public ValidatableResponse patch(String release, String body) {
        return asAdmin()
                .header("If-Match", etag(release))
                .body(body)
                .patch(path("/" + release))
                .then();
    }

    public ValidatableResponse rollOut(String release, String body) {
        return asAdmin()
                .header("If-Match", etag(release))
                .body(body)
                .put(path("/" + release + "/rollout"))
                .then();
    }

    /** Sets the project with what was seen just now. */
    public ValidatableResponse set(String body) {
        return asAdmin()
                .header("If-Match", projectEtag())
                .body(body)
                .patch("/api/v1/projects/" + project)
                .then();
    }

    public ValidatableResponse postProject(String action) {
        return asAdmin()
                .header("If-Match", projectEtag())
                .post("/api/v1/projects/" + project + "/" + action)
                .then();
    }

    public String projectEtag() {
        return asAdmin().get("/api/v1/projects/" + project).header("ETag");
    }

    public JsonPath audit(Map<String, ?> filters) {
        return asAdmin()
                .queryParams(filters)
                .get("/api/v1/projects/" + project + "/audit")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** What a stock device is told, once everything is published. */
    public Map<String, Map<String, Object>> told() {
        return told("");
    }

    public Map<String, Map<String, Object>> told(String more) {
        awaitPublished();
        return given().get("/checkUpdate?project_id=" + project + "&os=ios&app_version=2.1.0" + more)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getMap("ios.'2.1.0'");
    }

    public long revision() {
        return TestApi.project(project).getLong("revision");
    }

    /** What Tideway's client is told. */
    public JsonPath choices() {
        awaitPublished();
        return given().get("/checkUpdate?client=1&project_id=" + project + "&os=ios&app_version=2.1.0")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** Every replica has the newest revision; at first the project itself is not known there. */
    public void awaitPublished() {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            JsonPath now = TestApi.project(project);
            long told = given().get("/checkUpdate?client=1&project_id=" + project + "&os=ios&app_version=2.1.0")
                    .jsonPath()
                    .getLong("revision");
            return now.getLong("revision") == now.getLong("published_revision") && told == now.getLong("revision");
        });
    }

    public String path(String more) {
        return "/api/v1/projects/" + project + "/releases" + more;
    }
}
