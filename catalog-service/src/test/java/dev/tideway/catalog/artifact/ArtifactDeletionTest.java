package dev.tideway.catalog.artifact;

import static dev.tideway.catalog.build.TestApi.asAdmin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.tideway.catalog.build.TestApi;
import dev.tideway.catalog.build.TestArtifacts;
import dev.tideway.catalog.build.TestEvents;
import dev.tideway.catalog.build.TestTopics;
import dev.tideway.catalog.release.ReleaseDesk;
import dev.tideway.catalog.token.SigningKeyResource;
import dev.tideway.local.testing.RealPartsResource;
import dev.tideway.protocol.Topic;
import dev.tideway.protocol.artifact.ArtifactKeys;
import dev.tideway.protocol.event.BuildFinished;
import dev.tideway.protocol.event.PackageReady;
import io.minio.MinioAsyncClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Bytes that nothing refers to go, not before their time, and never those that something refers to. */
@QuarkusTest
@QuarkusTestResource(RealPartsResource.class)
@QuarkusTestResource(SigningKeyResource.class)
class ArtifactDeletionTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Inject
    MinioAsyncClient s3;

    @Inject
    Pool pool;

    @Inject
    ArtifactDeletion deletion;

    /** No other test has the same bytes. */
    private final String build = "b-" + UUID.randomUUID();

    private final PackageReady ready = TestEvents.ready("any", build);
    private final String zip = ArtifactKeys.packageZip(ready.updatePackage().sha256());
    private final String bundle = ArtifactKeys.bundle(ready.bundle().sha256());

    @Test
    void bytesOfAPurgedReleaseGoAfterTheirTime() {
        ReleaseDesk desk = new ReleaseDesk(s3, "condemned");
        String release = desk.offered(build);
        desk.awaitPublished();
        run(() -> deletion.condemn());
        assertThat(isCondemned()).isFalse();
        desk.post(release, "withdraw").statusCode(200);
        run(() -> deletion.condemn());
        assertThat(isCondemned()).isFalse();

        desk.post(release, "purge").statusCode(200);
        run(() -> deletion.condemn());
        run(() -> deletion.deleteDue());
        assertThat(isCondemned()).isTrue();
        assertThat(TestArtifacts.isThere(zip)).isTrue();

        afterTwoWeeks();
        run(() -> deletion.deleteDue());

        assertThat(TestArtifacts.isThere(zip)).isFalse();
        assertThat(TestArtifacts.isThere(bundle)).isFalse();
    }

    @Test
    void bytesThatSomethingRefersToAgainStay() {
        ReleaseDesk desk = new ReleaseDesk(s3, "again");
        String release = desk.offered(build);
        desk.post(release, "withdraw").statusCode(200);
        desk.post(release, "purge").statusCode(200);
        run(() -> deletion.condemn());
        assertThat(isCondemned()).isTrue();

        ReleaseDesk other = new ReleaseDesk(s3, "again-elsewhere");
        other.offered(build);

        assertThat(isCondemned()).isFalse();
        run(() -> deletion.condemn());
        afterTwoWeeks();
        run(() -> deletion.deleteDue());
        assertThat(TestArtifacts.isThere(zip)).isTrue();
    }

    @Test
    void whatIsReferredToWhenItIsDueIsNotDeletedWhateverWasCondemned() {
        ReleaseDesk desk = new ReleaseDesk(s3, "raced");
        desk.offered(build);
        pool.preparedQuery(
                        "insert into condemned_package (package_sha256, bundle_sha256, due_at) values ($1, $2, now())")
                .execute(Tuple.of(
                        ready.updatePackage().sha256().hex(),
                        ready.bundle().sha256().hex()))
                .await()
                .atMost(PATIENCE);

        run(() -> deletion.deleteDue());

        assertThat(TestArtifacts.isThere(zip)).isTrue();
        assertThat(isCondemned()).isFalse();
    }

    @Test
    void aPackageThatIsGoneIsMadeAgain() {
        String project = TestApi.newProject("gone");
        BuildFinished announcement = TestEvents.finished(project, build);
        TestTopics.send(Topic.BUILDS, announcement);
        TestApi.awaitState(project, build, "packaging");

        TestTopics.sendAlone(Topic.PACKAGES, TestEvents.ready(announcement));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(TestTopics.events(Topic.BUILDS, project, BuildFinished.class))
                        .containsExactly(announcement, announcement));
        TestApi.build(project, build).then().body("state", equalTo("packaging"));

        TestTopics.send(Topic.PACKAGES, TestEvents.ready(announcement));
        TestApi.awaitState(project, build, "offered");
    }

    @Test
    void bytesThatOthersNeedArePurgedOnlyTogetherWithThem() {
        ReleaseDesk desk = new ReleaseDesk(s3, "purge-bytes");
        String release = desk.offered(build);
        ReleaseDesk other = new ReleaseDesk(s3, "purge-bytes-other");
        String others = other.offered(build);
        other.set("{\"approval\":\"required\"}").statusCode(200);
        desk.awaitPublished();
        other.awaitPublished();
        desk.post(release, "withdraw").statusCode(200);

        asAdmin()
                .get(desk.path("/" + release + "/referrers"))
                .then()
                .statusCode(200)
                .body("package", equalTo(ready.updatePackage().sha256().hex()))
                .body("referrers.project_id", equalTo(List.of(other.project)))
                .body("referrers.release_id", equalTo(List.of(others)));
        desk.post(release, "purge?bytes=true")
                .statusCode(409)
                .body("type", equalTo("urn:tideway:problem:bytes-needed"))
                .body("detail", containsString("release " + others + " of " + other.project));
        desk.get(release).body("state", equalTo("withdrawn"));
        assertThat(TestArtifacts.isThere(zip)).isTrue();

        desk.post(release, "purge?bytes=true&confirmed=true").statusCode(200).body("state", equalTo("purged"));

        other.get(others).body("state", equalTo("purged"));
        await().atMost(PATIENCE).until(() -> !TestArtifacts.isThere(zip) && !TestArtifacts.isThere(bundle));
        assertThat(other.told()).isEmpty();
        await().atMost(PATIENCE)
                .until(() -> !TestArtifacts.isThere(ArtifactKeys.olderPackage(other.project, "ios", "2.1.0")));
    }

    @Test
    void aDeclinedReleaseWhoseBytesAreGoneIsNotOffered() {
        ReleaseDesk desk = new ReleaseDesk(s3, "declined");
        desk.set("{\"approval\":\"required\"}").statusCode(200);
        desk.publish(build, "release", false, 1000);
        String release = desk.awaited(build, "held");
        desk.post(release, "decline").statusCode(200);
        run(() -> deletion.condemn());
        afterTwoWeeks();
        run(() -> deletion.deleteDue());
        assertThat(TestArtifacts.isThere(zip)).isFalse();

        desk.post(release, "offer").statusCode(409).body("detail", containsString("bytes were deleted"));

        assertThat(desk.told()).isEmpty();
    }

    private void afterTwoWeeks() {
        pool.preparedQuery(
                        "update condemned_package set due_at = due_at - interval '14 days' where package_sha256 = $1")
                .execute(Tuple.of(ready.updatePackage().sha256().hex()))
                .await()
                .atMost(PATIENCE);
    }

    private boolean isCondemned() {
        return pool.preparedQuery("select from condemned_package where package_sha256 = $1 and deleted_at is null")
                        .execute(Tuple.of(ready.updatePackage().sha256().hex()))
                        .await()
                        .atMost(PATIENCE)
                        .size()
                > 0;
    }

    private static void run(Supplier<Uni<Void>> work) {
        work.get().await().atMost(PATIENCE);
    }
}
