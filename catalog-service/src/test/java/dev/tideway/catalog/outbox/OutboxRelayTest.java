package dev.tideway.catalog.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.catalog.build.TestApi;
import dev.tideway.catalog.build.TestEvents;
import dev.tideway.catalog.build.TestTopics;
import dev.tideway.catalog.database.Database;
import dev.tideway.catalog.token.SigningKeyResource;
import dev.tideway.local.parts.Part;
import dev.tideway.local.testing.RealParts;
import dev.tideway.local.testing.RealPartsResource;
import dev.tideway.protocol.Topic;
import dev.tideway.protocol.event.BuildFinished;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealPartsResource.class)
@QuarkusTestResource(SigningKeyResource.class)
class OutboxRelayTest {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @Inject
    Database database;

    @Inject
    OutboxRepository outbox;

    @Inject
    MeterRegistry metrics;

    @BeforeEach
    void awaitDatabase() {
        TestApi.awaitDatabase();
    }

    @AfterEach
    void bringEverythingBack() {
        RealParts.start();
    }

    @Test
    void eventsOfAProjectLeaveInTheOrderOfTheirChanges() {
        String project = "order-" + UUID.randomUUID();
        List<String> builds = List.of("a", "b", "c", "d", "e");

        builds.forEach(build -> commit(project, build));

        awaitSent(project, builds);
    }

    @Test
    void eventsWaitWhileKafkaIsAway() {
        String project = "kafka-" + UUID.randomUUID();
        RealParts.stop(Part.KAFKA);
        List<String> builds = List.of("a", "b", "c");
        builds.forEach(build -> commit(project, build));
        await().atMost(PATIENCE).until(() -> age() > 0);

        RealParts.restart(Part.KAFKA);

        awaitSent(project, builds);
        await().atMost(PATIENCE).until(() -> age() == 0);
    }

    /** Seconds, as operators see it. */
    private double age() {
        return metrics.get("tideway.outbox.age").gauge().value();
    }

    @Test
    void anEventOfAChangeThatIsRolledBackIsNeverSent() {
        String project = "rolled-back-" + UUID.randomUUID();

        assertThat(database.<Void>change(() -> append(project, "never")
                                .chain(() -> Uni.createFrom().failure(new IllegalStateException("no"))))
                        .onFailure()
                        .recoverWithNull()
                        .await()
                        .atMost(PATIENCE))
                .isNull();
        commit(project, "after");

        await().atMost(PATIENCE).until(() -> !sent(project).isEmpty());
        assertThat(sent(project)).containsOnly("after");
    }

    /** At least once: what Kafka was slow to take may come twice. */
    private static void awaitSent(String project, List<String> builds) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(sent(project).stream().distinct().toList()).isEqualTo(builds));
    }

    private void commit(String project, String build) {
        database.change(() -> append(project, build)).await().atMost(PATIENCE);
    }

    /** To {@code releases}, which no consumer of this service reads. */
    private Uni<Void> append(String project, String build) {
        return outbox.append(Topic.RELEASES, TestEvents.finished(project, build));
    }

    private static List<String> sent(String project) {
        return TestTopics.events(Topic.RELEASES, project, BuildFinished.class).stream()
                .map(BuildFinished::buildId)
                .toList();
    }
}
