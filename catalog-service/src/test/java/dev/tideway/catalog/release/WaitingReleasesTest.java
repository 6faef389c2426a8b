package dev.tideway.catalog.release;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.catalog.build.TestApi;
import dev.tideway.catalog.build.TestArtifacts;
import dev.tideway.catalog.build.TestEvents;
import dev.tideway.catalog.build.TestTopics;
import dev.tideway.catalog.token.SigningKeyResource;
import dev.tideway.local.testing.RealPartsResource;
import dev.tideway.protocol.Event;
import dev.tideway.protocol.Topic;
import dev.tideway.protocol.event.BuildFinished;
import dev.tideway.protocol.event.KafkaEvents;
import dev.tideway.protocol.event.PackageReady;
import dev.tideway.protocol.event.ReleaseDeclined;
import dev.tideway.protocol.event.ReleaseHeld;
import dev.tideway.protocol.event.ReleaseOffered;
import dev.tideway.protocol.event.ReleaseScheduled;
import io.minio.MinioAsyncClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** What is not offered yet, or never: devices hear nothing of it, whoever follows the topic does. */
@QuarkusTest
@QuarkusTestResource(RealPartsResource.class)
@QuarkusTestResource(SigningKeyResource.class)
class WaitingReleasesTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    @Inject
    MinioAsyncClient s3;

    @Test
    void anUnfinishedOrRejectedBuildIsNeverToldAndWhatWasToldMeanwhileIsNotGoodOnceOneIsOffered() {
        ReleaseDesk desk = new ReleaseDesk(s3, "unfinished");
        TestTopics.send(Topic.BUILDS, TestEvents.finished(desk.project, "rejected"));
        TestTopics.send(Topic.BUILDS, TestEvents.finished(desk.project, "unfinished"));
        TestTopics.send(Topic.PACKAGES, TestEvents.rejected(desk.project, "rejected", 1));
        TestApi.awaitState(desk.project, "rejected", "rejected");
        TestApi.awaitState(desk.project, "unfinished", "packaging");
        desk.awaitPublished();
        Response nothing = check(desk, null);
        assertThat(nothing.statusCode()).isEqualTo(200);
        assertThat(nothing.asString()).isEqualTo("{\"ios\":{\"2.1.0\":{}}}");
        assertThat(check(desk, nothing.header("ETag")).statusCode()).isEqualTo(304);

        TestTopics.send(Topic.PACKAGES, TestEvents.ready(desk.project, "unfinished"));
        TestApi.awaitState(desk.project, "unfinished", "offered");
        desk.awaitPublished();

        assertThat(check(desk, nothing.header("ETag")).statusCode()).isEqualTo(200);
        assertThat(desk.told()).containsOnlyKeys("1");
    }

    private static Response check(ReleaseDesk desk, String etag) {
        var request = given();
        return (etag == null ? request : request.header("If-None-Match", etag))
                .get("/checkUpdate?project_id=" + desk.project + "&os=ios&app_version=2.1.0");
    }

    @Test
    void whoeverFollowsHearsOfWhatIsHeldScheduledAndDeclined() {
        ReleaseDesk desk = new ReleaseDesk(s3, "waiting-events");
        Instant time = Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        desk.publishFor("later", time);
        String scheduled = desk.awaited("later", "scheduled");
        desk.set("{\"approval\":\"required\"}").statusCode(200);
        desk.publish("held", "release", false, 1000);
        String held = desk.awaited("held", "held");

        desk.post(held, "decline").statusCode(200);
        desk.post(scheduled, "decline").statusCode(200);

        List<Event> expected = List.of(
                new ReleaseScheduled(desk.project, "ios", "2.1.0", "release", "later", time.toString()),
                new ReleaseHeld(desk.project, "ios", "2.1.0", "release", "held"),
                new ReleaseDeclined(desk.project, "ios", "2.1.0", "release", "held"),
                new ReleaseDeclined(desk.project, "ios", "2.1.0", "release", "later"));
        await().atMost(ReleaseDesk.PATIENCE)
                // Each leaves at least once.
                .untilAsserted(() -> assertThat(TestTopics.events(Topic.RELEASES, desk.project, Event.class).stream()
                                .distinct()
                                .toList())
                        .isEqualTo(expected));
    }

    @Test
    void theTraceOfABuildGoesOnToItsOfferHoweverLateThatIs() {
        ReleaseDesk desk = new ReleaseDesk(s3, "traced");
        desk.set("{\"approval\":\"required\"}").statusCode(200);
        BuildFinished announcement = TestEvents.finished(desk.project, "a");
        PackageReady ready = TestEvents.ready(announcement);
        TestArtifacts.put(ready);
        TestTopics.send(traced(Topic.BUILDS, announcement, "b7ad6b7169203331"));
        TestTopics.send(traced(Topic.PACKAGES, ready, "00f067aa0ba902b7"));
        String release = desk.awaited("a", "held");

        desk.post(release, "approve").statusCode(200);

        await().atMost(ReleaseDesk.PATIENCE).untilAsserted(() -> assertThat(TestTopics.of(Topic.RELEASES, desk.project))
                .filteredOn(message -> KafkaEvents.read(message) instanceof ReleaseOffered)
                .isNotEmpty()
                .allSatisfy(message -> assertThat(message.headers().lastHeader("traceparent"))
                        .isNotNull()
                        .satisfies(header -> assertThat(new String(header.value(), StandardCharsets.UTF_8))
                                .isEqualTo("00-" + TRACE + "-00f067aa0ba902b7-01"))));
    }

    private static ProducerRecord<String, byte[]> traced(Topic topic, Event event, String span) {
        ProducerRecord<String, byte[]> message =
                KafkaEvents.message(topic, event.projectId(), KafkaEvents.newCloudEvent(event, URI.create("/test")));
        message.headers().add("traceparent", ("00-" + TRACE + "-" + span + "-01").getBytes(StandardCharsets.US_ASCII));
        return message;
    }
}
