package dev.tideway.catalog.project;

import static dev.tideway.catalog.build.TestApi.asAdmin;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.tideway.catalog.build.TestApi;
import dev.tideway.catalog.build.TestArtifacts;
import dev.tideway.catalog.build.TestEvents;
import dev.tideway.catalog.build.TestTopics;
import dev.tideway.catalog.check.CatalogueStore;
import dev.tideway.catalog.release.ReleaseDesk;
import dev.tideway.catalog.token.SigningKeyResource;
import dev.tideway.local.testing.RealPartsResource;
import dev.tideway.protocol.Topic;
import dev.tideway.protocol.artifact.ActionsBase;
import dev.tideway.protocol.artifact.ArtifactKeys;
import io.minio.MinioAsyncClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A deleted project is gone for devices, and its id for everybody. */
@QuarkusTest
@QuarkusTestResource(RealPartsResource.class)
@QuarkusTestResource(SigningKeyResource.class)
class ProjectDeletionTest {
    @Inject
    MinioAsyncClient s3;

    @Inject
    CatalogueStore catalogues;

    @Test
    void isDeletedForDevicesAndItsIdIsNeverUsedAgain() {
        ReleaseDesk desk = new ReleaseDesk(s3, "deleted");
        String release = desk.offered("a");
        String alias = desk.project + "-alias";
        desk.set("{\"settings\":{\"aliases\":[\"" + alias + "\"]}}").statusCode(200);
        assertThat(desk.told()).containsOnlyKeys("1");
        desk.postProject("delete").statusCode(409).body("type", equalTo("urn:tideway:problem:wrong-state"));
        desk.postProject("archive").statusCode(200);

        desk.postProject("delete").statusCode(200);

        await().atMost(ReleaseDesk.PATIENCE).untilAsserted(() -> given().get(
                        "/checkUpdate?project_id=" + desk.project + "&os=ios&app_version=2.1.0")
                .then()
                .statusCode(404));
        assertThat(catalogues
                        .load(desk.project)
                        .await()
                        .atMost(ReleaseDesk.PATIENCE)
                        .deleted())
                .isTrue();
        assertThat(TestArtifacts.isThere(ArtifactKeys.olderUpdateJson(desk.project)))
                .isFalse();
        asAdmin()
                .body(Map.of("project_id", desk.project))
                .post("/api/v1/projects")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:tideway:problem:project-exists"));
        desk.postProject("unarchive").statusCode(410).body("type", equalTo("urn:tideway:problem:project-deleted"));
        desk.post(release, "pause").statusCode(410);
        assertThat(TestApi.project(desk.project).getString("deleted_at")).isNotNull();
        asAdmin()
                .body(Map.of("project_id", alias))
                .post("/api/v1/projects")
                .then()
                .statusCode(201);
    }

    @Test
    void nothingBecomesOfBuildsOfADeletedProject() {
        ReleaseDesk desk = new ReleaseDesk(s3, "deleted-builds");
        desk.postProject("archive").statusCode(200);
        desk.postProject("delete").statusCode(200);
        String later = TestApi.newProject("deleted-later");

        desk.publish("a", "release", false, 1000);
        TestTopics.send(Topic.PACKAGES, TestEvents.actions(desk.project, ActionsBase.NONE, "a"));
        // One of another project shows that what was sent before it on every partition may have been read by now.
        TestTopics.send(Topic.BUILDS, TestEvents.finished(later, "a"));
        TestTopics.send(Topic.PACKAGES, TestEvents.ready(later, "a"));
        TestApi.awaitState(later, "a", "offered");

        assertThat(desk.list("limit=10").getList("releases")).isEmpty();
        TestApi.build(desk.project, "a").then().statusCode(404);
    }
}
