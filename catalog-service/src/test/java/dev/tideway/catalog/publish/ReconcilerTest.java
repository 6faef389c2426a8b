package dev.tideway.catalog.publish;

import static dev.tideway.catalog.check.Catalogues.deleted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.catalog.build.TestArtifacts;
import dev.tideway.catalog.check.CatalogueExcerpt;
import dev.tideway.catalog.check.CatalogueStore;
import dev.tideway.catalog.project.PublishableProjects;
import dev.tideway.catalog.publish.TopicStates.Revisions;
import dev.tideway.catalog.release.ReleaseDesk;
import dev.tideway.catalog.token.SigningKeyResource;
import dev.tideway.local.testing.RealPartsResource;
import dev.tideway.protocol.artifact.ArtifactKeys;
import dev.tideway.protocol.catalogue.Catalogue;
import io.micrometer.core.instrument.MeterRegistry;
import io.minio.GetObjectArgs;
import io.minio.MinioAsyncClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Publishers that stopped half-way, or came too late, leave something older behind; with everything real. */
@QuarkusTest
@QuarkusTestResource(RealPartsResource.class)
@QuarkusTestResource(SigningKeyResource.class)
class ReconcilerTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    @Inject
    MinioAsyncClient s3;

    @Inject
    Reconciler reconciler;

    @Inject
    PublishableProjects projects;

    @Inject
    CatalogueStore catalogues;

    @Inject
    StateWriter writer;

    @Inject
    CatalogueProducer producer;

    @Inject
    TopicStates topic;

    @Inject
    MeterRegistry metrics;

    @Test
    void aPublisherThatDiedAfterItWroteAnOlderStateOverANewerOneIsMended() {
        // Given two releases, and a publisher that read the state after the first and was stopped until now
        ReleaseDesk desk = new ReleaseDesk(s3, "overwritten");
        desk.offered("a");
        Catalogue older = newest(desk);
        desk.offered("b");
        desk.awaitPublished();
        Catalogue newest = newest(desk);
        untilItStays(
                () -> writer.write(null, older).await().atMost(LONG),
                () -> stored(desk).revision() == older.revision()
                        && onTopic(desk).equals(new Revisions(older.revision(), newest.revision())));
        double before = count("s3_older");

        // When
        reconciler.reconcile().await().atMost(LONG);

        // Then
        awaitMended(desk, newest);
        assertThat(count("s3_older")).isGreaterThan(before);
        assertThat(desk.told()).containsOnlyKeys("2");
    }

    @Test
    void anOlderMessageOnTheTopicIsMended() {
        ReleaseDesk desk = new ReleaseDesk(s3, "older-message");
        desk.offered("a");
        Catalogue older = newest(desk);
        desk.offered("b");
        desk.awaitPublished();
        untilItStays(
                () -> producer.send(CatalogueExcerpt.of(older)).await().atMost(LONG),
                () -> onTopic(desk).last() == older.revision());
        double before = count("topic_older");

        reconciler.reconcile().await().atMost(LONG);

        awaitMended(desk, newest(desk));
        assertThat(count("topic_older")).isGreaterThan(before);
    }

    @Test
    void aPublicFileThatIsMissingIsMended() {
        ReleaseDesk desk = new ReleaseDesk(s3, "missing-file");
        desk.offered("a");
        desk.awaitPublished();
        String key = ArtifactKeys.olderUpdateJson(desk.project);
        untilItStays(() -> TestArtifacts.remove(key), () -> !TestArtifacts.isThere(key));
        double before = count("public_files_older");

        reconciler.reconcile().await().atMost(LONG);

        awaitMended(desk, newest(desk));
        assertThat(count("public_files_older")).isGreaterThan(before);
    }

    @Test
    void whatIsTheSameEverywhereIsLeftAlone() {
        ReleaseDesk desk = new ReleaseDesk(s3, "same");
        desk.offered("a");
        desk.awaitPublished();
        double before = count("same");

        reconciler.reconcile().await().atMost(LONG);

        assertThat(count("same")).isGreaterThan(before);
        assertThat(metrics.counter("tideway.reconciler.runs", "result", "done").count())
                .isPositive();
    }

    @Test
    void whatDevicesWereToldAndPostgresDoesNotKnowIsStopped() {
        ReleaseDesk desk = new ReleaseDesk(s3, "stopped");
        desk.offered("a");
        desk.awaitPublished();
        long lost = newest(desk).revision() + 5;
        untilItStays(
                () -> catalogues.save(deleted(desk.project, lost)).await().atMost(LONG),
                () -> stored(desk).revision() == lost);

        reconciler.reconcile().await().atMost(LONG);

        assertThat(projects.publishedRevisions().await().atMost(LONG)).doesNotContainKey(desk.project);
        assertThat(stored(desk).revision()).isEqualTo(lost);
    }

    /** The publisher may be about to write the newest state a second time, which is its right. */
    private static void untilItStays(Runnable written, BooleanSupplier stays) {
        await().atMost(LONG).until(() -> {
            written.run();
            return stays.getAsBoolean();
        });
    }

    private void awaitMended(ReleaseDesk desk, Catalogue newest) {
        await().atMost(LONG).untilAsserted(() -> assertThat(onTopic(desk))
                .isEqualTo(new Revisions(newest.revision(), newest.revision())));
        assertThat(stored(desk)).isEqualTo(newest);
        assertThat(writer.hasPublicFiles(newest).await().atMost(LONG)).isTrue();
        assertThat(get(ArtifactKeys.staticCheckUpdate(desk.project)))
                .contains(newest.releases().stream()
                        .map(r -> "\"" + r.updateNumber() + "\":{")
                        .toArray(String[]::new));
    }

    private Catalogue newest(ReleaseDesk desk) {
        return projects.newest(desk.project).await().atMost(LONG);
    }

    private Catalogue stored(ReleaseDesk desk) {
        return catalogues.load(desk.project).await().atMost(LONG);
    }

    private Revisions onTopic(ReleaseDesk desk) {
        return topic.revisions().await().atMost(LONG).get(desk.project);
    }

    private double count(String result) {
        return metrics.counter("tideway.reconciler.projects", "result", result).count();
    }

    private String get(String key) {
        return s3.getObject(GetObjectArgs.builder()
                        .bucket("tideway-public")
                        .object(key)
                        .build())
                .thenApply(object -> {
                    try (object) {
                        return new String(object.readAllBytes(), StandardCharsets.UTF_8);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .join();
    }
}
