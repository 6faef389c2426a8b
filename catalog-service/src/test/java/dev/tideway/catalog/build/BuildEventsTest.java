package dev.tideway.catalog.build;

import static dev.tideway.catalog.build.TestApi.awaitState;
import static dev.tideway.catalog.build.TestApi.newProject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tideway.catalog.database.DatabaseAwayException;
import dev.tideway.catalog.problem.RefusedException;
import dev.tideway.catalog.project.PublishableProjects;
import dev.tideway.catalog.token.SigningKeyResource;
import dev.tideway.local.testing.RealPartsResource;
import dev.tideway.protocol.Topic;
import dev.tideway.protocol.artifact.ActionsBase;
import dev.tideway.protocol.artifact.ArtifactKeys;
import dev.tideway.protocol.artifact.Reason;
import dev.tideway.protocol.catalogue.CatalogueRelease;
import dev.tideway.protocol.event.BuildFailed;
import dev.tideway.protocol.event.BuildFinished;
import dev.tideway.protocol.event.ReleaseOffered;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealPartsResource.class)
@QuarkusTestResource(SigningKeyResource.class)
class BuildEventsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @Inject
    Announcements announcements;

    @Inject
    Outcomes outcomes;

    @Inject
    PublishableProjects catalogues;

    @Test
    void aPackedBuildIsOfferedUnderTheNextNumberAndEverybodyHearsOfIt() {
        String project = newProject("offer");
        publish(project, "a");
        publish(project, "b");

        assertThat(TestApi.releases(project).getList("update_number")).containsExactly("2", "1");
        var catalogue = catalogues.newest(project).await().atMost(PATIENCE);
        assertThat(catalogue.revision()).isEqualTo(3);
        assertThat(catalogue.releases())
                .extracting(CatalogueRelease::updateNumber)
                .containsExactly(1L, 2L);
        await().atMost(PATIENCE).until(() -> offered(project).size() == 2);
        assertThat(offered(project)).extracting(ReleaseOffered::updateNumber).containsExactly(1L, 2L);
        assertThat(offered(project).get(1).bases())
                .extracting(base -> base.updatePackage().sha256())
                .containsExactly(TestEvents.digest("package a"));
    }

    @Test
    void actionsAreToldOnceHoweverOftenTheyAreAnnounced() {
        String project = newProject("actions");
        ActionsBase earlier = ActionsBase.of(TestEvents.digest("package a"));
        publish(project, "a");
        publish(project, "b");

        TestTopics.send(Topic.PACKAGES, TestEvents.actions(project, ActionsBase.NONE, "b"));
        TestTopics.send(Topic.PACKAGES, TestEvents.actions(project, earlier, "b"));
        TestTopics.send(Topic.PACKAGES, TestEvents.actions(project, ActionsBase.NONE, "b"));
        publish(project, "c");

        var catalogue = catalogues.newest(project).await().atMost(PATIENCE);
        assertThat(catalogue.releases())
                .extracting(CatalogueRelease::actions)
                .containsExactly(
                        List.of(),
                        List.of(new CatalogueRelease.Actions(earlier), new CatalogueRelease.Actions(ActionsBase.NONE)),
                        List.of());
        assertThat(catalogue.revision()).isEqualTo(6);
    }

    @Test
    void actionsThatComeBeforeTheirReleaseWaitForIt() {
        String project = newProject("early-actions");
        TestTopics.send(Topic.PACKAGES, TestEvents.actions(project, ActionsBase.NONE, "b"));
        publish(project, "a");
        assertThat(catalogues.newest(project).await().atMost(PATIENCE).revision())
                .isEqualTo(2);

        publish(project, "b");

        assertThat(catalogues.newest(project).await().atMost(PATIENCE).releases())
                .extracting(CatalogueRelease::actions)
                .containsExactly(List.of(), List.of(new CatalogueRelease.Actions(ActionsBase.NONE)));
    }

    @Test
    void aProjectThatOnlyTheTopicKnowsIsCreated() {
        String project = "topic-" + UUID.randomUUID();

        publish(project, "a");

        assertThat(TestApi.project(project).getString("project_id")).isEqualTo(project);
    }

    @Test
    void aProjectWhoseIdIsAnothersAliasIsNotCreatedByAMessage() {
        String project = newProject("has-alias");
        String alias = project + "-alias";
        TestApi.asAdmin()
                .header("If-Match", "*")
                .body("{\"settings\":{\"aliases\":[\"" + alias + "\"]}}")
                .patch("/api/v1/projects/" + project)
                .then()
                .statusCode(200);

        assertThatThrownBy(() -> announcements
                        .record(TestEvents.finished(alias, "a"), null)
                        .await()
                        .atMost(PATIENCE))
                .isInstanceOf(RefusedException.class);

        TestApi.asAdmin().get("/api/v1/projects/" + alias).then().statusCode(404);
    }

    @Test
    void aMessageThatComesTwiceCountsOnce() {
        String project = newProject("twice");
        publish(project, "a");

        TestTopics.send(Topic.BUILDS, TestEvents.finished(project, "a"));
        TestTopics.send(Topic.PACKAGES, TestEvents.ready(project, "a"));
        TestTopics.send(Topic.PACKAGES, TestEvents.rejected(project, "a", 1));
        publish(project, "b");

        assertThat(TestApi.releases(project).getList("build_id")).containsExactly("b", "a");
        assertThat(TestApi.build(project, "a").jsonPath().getString("state")).isEqualTo("offered");
    }

    @Test
    void twoReplicasThatHandleOneMessageOfferItOnce() {
        String project = newProject("replicas");
        List<Uni<Void>> both = new ArrayList<>();
        TestArtifacts.put(TestEvents.ready(project, "a"));
        for (int i = 0; i < 5; i++) {
            both.add(untilDone(announcements.record(TestEvents.finished(project, "a"), null)));
            both.add(untilDone(outcomes.record(TestEvents.ready(project, "a"), null)));
        }

        Uni.join().all(both).andCollectFailures().await().atMost(PATIENCE);

        assertThat(TestApi.releases(project).getList("build_id")).containsExactly("a");
        assertThat(TestApi.project(project).getLong("revision")).isEqualTo(2);
    }

    @Test
    void aPackageWaitsForItsAnnouncement() {
        String project = newProject("early");
        TestTopics.send(Topic.PACKAGES, TestEvents.ready(project, "a"));
        publish(project, "b");
        assertThat(TestApi.build(project, "a").statusCode()).isEqualTo(404);

        TestTopics.send(Topic.BUILDS, TestEvents.finished(project, "a"));

        assertThat(awaitState(project, "a", "offered").getString("update_number"))
                .isEqualTo("2");
    }

    @Test
    void aBuildThatWasAnnouncedBeforeTheNewestReleaseIsSuperseded() {
        String project = newProject("slow");
        TestTopics.send(Topic.BUILDS, TestEvents.finished(project, "slow"));
        publish(project, "quick");

        TestTopics.send(Topic.PACKAGES, TestEvents.ready(project, "slow"));

        var slow = awaitState(project, "slow", "superseded");
        assertThat(slow.getString("reasons[0].code")).isEqualTo("NEWER_BUILD_OFFERED");
        assertThat(slow.getString("sha256"))
                .isEqualTo(TestEvents.digest("package slow").hex());
        assertThat(TestApi.releases(project).getList("build_id")).containsExactly("quick");
    }

    @Test
    void anotherChannelIsAnotherLineButCountsTheSameNumbers() {
        String project = newProject("lines");
        BuildFinished slow = TestEvents.finished(project, "slow", "beta", TestEvents.source(project, "slow", 1));
        TestTopics.send(Topic.BUILDS, slow);
        publish(project, "quick");

        TestTopics.send(Topic.PACKAGES, TestEvents.ready(slow));

        assertThat(awaitState(project, "slow", "offered").getString("update_number"))
                .isEqualTo("2");
    }

    @Test
    void aBuildThatIsAnnouncedWithOtherContentStaysAsItWas() {
        String project = newProject("other");
        TestTopics.send(Topic.BUILDS, TestEvents.finished(project, "a"));
        awaitState(project, "a", "packaging");

        String other = TestEvents.source(project, "a", 2);
        TestTopics.send(Topic.BUILDS, TestEvents.finished(project, "a", "beta", other));
        TestTopics.send(Topic.PACKAGES, TestEvents.rejected(project, "a", 2));
        publish(project, "b");

        assertThat(TestApi.build(project, "a").jsonPath().getString("state")).isEqualTo("packaging");
        assertThat(TestApi.build(project, "a").jsonPath().getString("channel")).isEqualTo("release");
    }

    @Test
    void aRejectedBuildIsAnnouncedAnewAndOldMessagesDoNotTouchTheNewAttempt() {
        String project = newProject("again");
        TestTopics.send(Topic.BUILDS, TestEvents.finished(project, "a"));
        TestTopics.send(Topic.PACKAGES, TestEvents.rejected(project, "a", 1));
        assertThat(awaitState(project, "a", "rejected").getString("reasons[0].message"))
                .startsWith("Attempt 1");

        String second = TestEvents.source(project, "a", 2);
        TestTopics.send(Topic.BUILDS, TestEvents.finished(project, "a", "release", second));
        awaitState(project, "a", "packaging");
        TestTopics.send(Topic.BUILDS, TestEvents.finished(project, "a"));
        TestTopics.send(Topic.PACKAGES, TestEvents.rejected(project, "a", 1));
        publish(project, "b");
        assertThat(TestApi.build(project, "a").jsonPath().getString("state")).isEqualTo("packaging");

        TestTopics.send(Topic.PACKAGES, TestEvents.rejected(project, "a", 2));
        assertThat(awaitState(project, "a", "rejected").getString("reasons[0].message"))
                .startsWith("Attempt 2");
    }

    @Test
    void whatAnswersAnotherAnnouncementOfTheSameSourceDoesNotEndTheAttempt() {
        String project = newProject("confused");
        BuildFinished first = TestEvents.finished(project, "a");
        BuildFinished other =
                TestEvents.finished(project, "a", "beta", first.source().location());
        TestTopics.send(Topic.BUILDS, first);
        awaitState(project, "a", "packaging");
        TestTopics.send(Topic.BUILDS, other);

        TestTopics.send(Topic.PACKAGES, TestEvents.ready(other));
        publish(project, "b");
        assertThat(TestApi.build(project, "a").jsonPath().getString("state")).isEqualTo("packaging");

        TestTopics.send(Topic.PACKAGES, TestEvents.rejected(project, "a", 1));
        awaitState(project, "a", "rejected");
    }

    @Test
    void aBuildThatIsAnnouncedAnewFindsWhatBecameOfItBefore() {
        String project = newProject("anew");
        BuildFinished first = TestEvents.finished(project, "a");
        BuildFinished other =
                TestEvents.finished(project, "a", "beta", first.source().location());
        TestTopics.send(Topic.BUILDS, first);
        TestTopics.send(Topic.BUILDS, other);
        TestTopics.send(Topic.PACKAGES, TestEvents.ready(other));
        TestTopics.send(Topic.PACKAGES, TestEvents.failed(project, "a"));
        awaitState(project, "a", "failed");

        TestTopics.send(Topic.BUILDS, other);

        assertThat(awaitState(project, "a", "offered").getString("channel")).isEqualTo("beta");
    }

    @Test
    void anAnnouncementOfAnEarlierAttemptOfTheSameSourceStartsNoNewOne() {
        String project = newProject("late");
        BuildFinished second = TestEvents.finished(project, "a", "beta", TestEvents.source(project, "a", 1));
        TestTopics.send(Topic.BUILDS, TestEvents.finished(project, "a"));
        TestTopics.send(Topic.PACKAGES, TestEvents.failed(project, "a"));
        awaitState(project, "a", "failed");
        TestTopics.send(Topic.BUILDS, second);
        TestTopics.send(
                Topic.PACKAGES,
                new BuildFailed(
                        project,
                        "ios",
                        "a",
                        second.source().location(),
                        second.eventSha256(),
                        new Reason("INTERNAL_ERROR", null, "The second attempt.")));
        await().atMost(PATIENCE).until(() -> String.valueOf(
                        TestApi.build(project, "a").jsonPath().getString("reasons[0].message"))
                .startsWith("The second"));

        TestTopics.send(Topic.BUILDS, TestEvents.finished(project, "a"));
        publish(project, "b");

        assertThat(TestApi.build(project, "a").jsonPath().getString("state")).isEqualTo("failed");
        assertThat(TestApi.build(project, "a").jsonPath().getString("channel")).isEqualTo("beta");
    }

    @Test
    void aFailedBuildThatIsReplayedIsOffered() {
        String project = newProject("replay");
        TestTopics.send(Topic.BUILDS, TestEvents.finished(project, "a"));
        TestTopics.send(Topic.PACKAGES, TestEvents.failed(project, "a"));
        awaitState(project, "a", "failed");

        TestTopics.send(Topic.PACKAGES, TestEvents.ready(project, "a"));

        awaitState(project, "a", "offered");
    }

    @Test
    void numbersAreDenseHoweverManyAreOfferedAtOnce() {
        String project = newProject("dense");
        List<Uni<Void>> offers = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            String build = "b" + i;
            // Each in a line of its own, so that none is superseded.
            BuildFinished announcement =
                    TestEvents.finished(project, build, "c" + i, TestEvents.source(project, build, 1));
            TestArtifacts.put(TestEvents.ready(announcement));
            offers.add(untilDone(announcements.record(announcement, null))
                    .chain(() -> untilDone(outcomes.record(TestEvents.ready(announcement), null))));
        }

        Uni.join().all(offers).andCollectFailures().await().atMost(PATIENCE);

        assertThat(catalogues.newest(project).await().atMost(PATIENCE).releases())
                .extracting(CatalogueRelease::updateNumber)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 30).boxed().toList());
        assertThat(TestApi.project(project).getLong("revision")).isEqualTo(31);
        await().atMost(PATIENCE).until(() -> offered(project).size() >= 30);
        assertThat(offered(project).stream()
                        .map(ReleaseOffered::updateNumber)
                        .distinct()
                        .toList())
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 30).boxed().toList());
    }

    private static void offerWithoutBytes(String project, String build) {
        String path = "/api/v1/projects/" + project;
        TestApi.asAdmin()
                .header("If-Match", "*")
                .body("{\"approval\":\"required\"}")
                .patch(path)
                .then()
                .statusCode(200);
        TestTopics.send(Topic.BUILDS, TestEvents.finished(project, build));
        TestTopics.send(Topic.PACKAGES, TestEvents.ready(project, build));
        TestApi.awaitState(project, build, "held");
        TestArtifacts.remove(ArtifactKeys.packageZip(
                TestEvents.ready(project, build).updatePackage().sha256()));
        String release = TestApi.asAdmin()
                .get(path + "/releases?build_id=" + build)
                .jsonPath()
                .getString("releases[0].release_id");
        TestApi.asAdmin()
                .header("If-Match", "*")
                .body("{}")
                .post(path + "/releases/" + release + "/approve")
                .then()
                .statusCode(200);
    }

    @Test
    void aPublishedRevisionOnlyGrows() {
        String project = newProject("published");
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> TestApi.project(project).getLong("published_revision") == 1);
        // Its package is gone when it is offered, so that the publisher leaves the second revision to this test.
        offerWithoutBytes(project, "a");
        assertThat(catalogues.behind(1000).await().atMost(PATIENCE)).contains(project);

        assertThat(Stream.of(1L, 2L, 2L, 1L)
                        .map(revision ->
                                catalogues.published(project, revision).await().atMost(PATIENCE))
                        .toList())
                .containsExactly(false, true, false, false);
        assertThat(TestApi.project(project).getLong("published_revision")).isEqualTo(2);
        assertThat(catalogues.behind(1000).await().atMost(PATIENCE)).doesNotContain(project);
    }

    @Test
    void whatCanNeverBeHandledGoesToTheDeadLettersAndHoldsUpNothing() {
        String project = newProject("dead");
        ProducerRecord<String, byte[]> broken =
                new ProducerRecord<>(Topic.PACKAGES.topicName(), project, "no event".getBytes(StandardCharsets.UTF_8));
        TestTopics.send(broken);
        TestTopics.send(new ProducerRecord<>(Topic.BUILDS.topicName(), project, broken.value()));

        publish(project, "a");

        await().atMost(PATIENCE)
                .until(() -> !TestTopics.of(Topic.PACKAGES_DLQ, project).isEmpty());
        ConsumerRecord<String, byte[]> dead =
                TestTopics.of(Topic.PACKAGES_DLQ, project).get(0);
        assertThat(dead.value()).isEqualTo(broken.value());
        assertThat(header(dead, "dead-letter-cause")).contains("ce_type");
        assertThat(header(dead, "dead-letter-topic")).isEqualTo("packages");
        assertThat(header(dead, "dead-letter-offset")).matches("\\d+");
        assertThat(TestTopics.of(Topic.BUILDS_DLQ, project)).isEmpty();
    }

    @Test
    void anUnknownTypeIsSkipped() {
        String project = newProject("unknown");
        ProducerRecord<String, byte[]> later =
                new ProducerRecord<>(Topic.PACKAGES.topicName(), project, new byte[] {'{', '}'});
        Stream.of("ce_specversion=1.0", "ce_id=1", "ce_source=/packager", "ce_type=dev.tideway.patch.ready.v1")
                .map(header -> header.split("="))
                .forEach(header -> later.headers().add(header[0], header[1].getBytes(StandardCharsets.UTF_8)));
        TestTopics.send(later);

        publish(project, "a");

        assertThat(TestTopics.of(Topic.PACKAGES_DLQ, project)).isEmpty();
    }

    /** On a busy machine one waits for the project's lock too long, and tries again as the consumers do. */
    private static Uni<Void> untilDone(Uni<Void> handling) {
        return handling.onFailure(DatabaseAwayException.class)
                .retry()
                .withBackOff(Duration.ofMillis(100), Duration.ofSeconds(2))
                .indefinitely();
    }

    private static void publish(String project, String build) {
        TestTopics.send(Topic.BUILDS, TestEvents.finished(project, build));
        TestTopics.send(Topic.PACKAGES, TestEvents.ready(project, build));
        awaitState(project, build, "offered");
    }

    private static List<ReleaseOffered> offered(String project) {
        return TestTopics.events(Topic.RELEASES, project, ReleaseOffered.class);
    }

    private static String header(ConsumerRecord<String, byte[]> message, String name) {
        return new String(message.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
