package dev.tideway.catalog.publish;

import static dev.tideway.catalog.check.Catalogues.catalogue;
import static dev.tideway.catalog.check.Catalogues.deleted;
import static dev.tideway.catalog.check.Catalogues.digest;
import static dev.tideway.catalog.check.Catalogues.release;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.catalog.check.CatalogueIndex;
import dev.tideway.catalog.check.CatalogueStore;
import dev.tideway.catalog.project.ProjectChanged;
import dev.tideway.catalog.project.PublishableProjects;
import dev.tideway.catalog.token.SigningKeyResource;
import dev.tideway.local.parts.Part;
import dev.tideway.local.testing.RealParts;
import dev.tideway.local.testing.RealPartsResource;
import dev.tideway.protocol.artifact.Sha256;
import dev.tideway.protocol.catalogue.Catalogue;
import dev.tideway.protocol.catalogue.ProjectSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.minio.GetObjectArgs;
import io.minio.ListObjectsArgs;
import io.minio.MinioAsyncClient;
import io.minio.PutObjectArgs;
import io.minio.StatObjectArgs;
import io.minio.StatObjectResponse;
import io.minio.errors.MinioException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With a real PostgreSQL, broker and S3 server; a project's change is seen where devices look. */
@QuarkusTest
@QuarkusTestResource(RealPartsResource.class)
@QuarkusTestResource(SigningKeyResource.class)
class CataloguePublisherTest {
    private static final Duration LONG = Duration.ofMinutes(4);
    private static final String PUBLIC = "tideway-public";

    @Inject
    Pool pool;

    @Inject
    MinioAsyncClient s3;

    @Inject
    CatalogueStore catalogues;

    @Inject
    StateWriter writer;

    @Inject
    CatalogueIndex index;

    @Inject
    PublisherConfig config;

    @Inject
    PublisherMetrics metrics;

    @Inject
    MeterRegistry registry;

    @Inject
    Event<ProjectChanged> changed;

    private final String project = "p-" + UUID.randomUUID();

    @BeforeEach
    void waitForTheSchema() {
        await().atMost(LONG).ignoreExceptions().until(() -> run("select count(*) from project", Tuple.tuple()) >= 0);
    }

    @Test
    void bringsAReleaseToEveryPlaceWhereDevicesLook() {
        Sha256 zip = uploadPackage(project + "/1");

        offer(project, 1, zip);

        await().atMost(LONG)
                .untilAsserted(() -> assertThat(publishedRevision(project)).isEqualTo(2));
        assertThat(catalogues.load(project).await().atMost(LONG).releases()).hasSize(1);
        assertThat(get("deploy/" + project + "/checkUpdate.json"))
                .startsWith("{\"ios\":{\"2.1.0\":{\"1\":{")
                .contains(zip.hex());
        assertThat(get("deploy/" + project + "/update.json")).isEqualTo("{\"ios\":{\"version\":\"2.1.0\"}}");
        StatObjectResponse copy = stat("deploy/" + project + "/ios-v2.1.0.zip");
        assertThat(copy.userMetadata().getFirst("sha256")).isEqualTo(zip.hex());
        assertThat(copy.contentType()).isEqualTo("application/zip");
        assertThat(copy.headers().get("Cache-Control")).isEqualTo("public, max-age=0, s-maxage=2");
        assertThat(get("deploy/" + project + "/ios-v2.1.0.zip")).isEqualTo(project + "/1");
        await().atMost(LONG).untilAsserted(() -> assertThat(check(project)).contains("{\"1\":{", zip.hex()));
    }

    @Test
    void tellsTheNewestOfManyChangesAndKeepsTheOlderPluginsZipUpToDate() {
        for (int n = 1; n <= 20; n++) {
            offer(project, n, uploadPackage(project + "/" + n));
            changed.fire(new ProjectChanged(project));
        }

        await().atMost(LONG)
                .untilAsserted(() -> assertThat(publishedRevision(project)).isEqualTo(21));
        await().atMost(LONG).untilAsserted(() -> assertThat(check(project)).contains("{\"20\":{"));
        assertThat(get("deploy/" + project + "/ios-v2.1.0.zip")).isEqualTo(project + "/20");
        assertThat(get("deploy/" + project + "/checkUpdate.json")).contains("\"1\":{", "\"20\":{");
    }

    @Test
    void aProjectThatFailsHoldsUpNoOther() {
        // Given more of them than are published at the same time, all waiting for longer
        List<String> broken = IntStream.range(0, config.concurrency() * 2)
                .mapToObj(n -> project + "-broken-" + n)
                .toList();
        broken.forEach(p -> offer(p, 1, digest("never packed " + p)));

        // When
        offer(project, 1, uploadPackage(project));

        // Then
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(publishedRevision(project)).isEqualTo(2));
        // Revision 1, before the release was there, may have been published.
        broken.forEach(p -> assertThat(publishedRevision(p)).isLessThan(2));
        metrics.look().await().atMost(LONG);
        assertThat(gauge("tideway.publisher.behind.projects")).isGreaterThanOrEqualTo(broken.size());
        assertThat(gauge("tideway.publisher.behind.age")).isPositive();

        // When what was missing is there
        broken.forEach(p -> uploadPackage("never packed " + p));

        // Then
        broken.forEach(p -> await().atMost(LONG)
                .untilAsserted(() -> assertThat(publishedRevision(p)).isEqualTo(2)));
    }

    @Test
    void devicesKeepTheirAnswersWhileS3IsAwayAndHearOfTheChangeAfterwards() {
        offer(project, 1, uploadPackage(project + "/1"));
        Sha256 second = uploadPackage(project + "/2");
        await().atMost(LONG).untilAsserted(() -> assertThat(check(project)).contains("{\"1\":{"));
        // Devices are told first.
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(publishedRevision(project)).isEqualTo(2));
        RealParts.stop(Part.S3);
        try {
            offer(project, 2, second);
            changed.fire(new ProjectChanged(project));

            assertThat(check(project)).contains("{\"1\":{");
            assertThat(publishedRevision(project)).isEqualTo(2);
        } finally {
            RealParts.restart(Part.S3);
        }

        await().atMost(LONG).untilAsserted(() -> assertThat(check(project)).contains("{\"2\":{"));
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(publishedRevision(project)).isEqualTo(3));
    }

    @Test
    void publishesTheNewestAgainWhereItMayHavePutAnOlderStateOnTop() {
        // Given somebody who publishes revision 2 while this one is busy with revision 1
        Queue<Catalogue> states = new ConcurrentLinkedQueue<>(List.of(catalogue(project, 1), catalogue(project, 2)));
        PublishableProjects raced = new PublishableProjects() {
            @Override
            public Uni<Backlog> backlog() {
                return Uni.createFrom().item(new Backlog(1, Duration.ZERO, 0));
            }

            private volatile boolean looked;

            @Override
            public Uni<List<String>> behind(int limit) {
                List<String> behind = looked ? List.of() : List.of(project);
                looked = true;
                return Uni.createFrom().item(behind);
            }

            @Override
            public Uni<Catalogue> newest(String projectId) {
                return Uni.createFrom().item(states.size() > 1 ? states.poll() : states.element());
            }

            @Override
            public Uni<Boolean> published(String projectId, long revision) {
                return Uni.createFrom().item(false);
            }

            @Override
            public Uni<Map<String, Long>> publishedRevisions() {
                return Uni.createFrom().item(Map.of());
            }

            @Override
            public Uni<Void> outdated(String projectId, long seen) {
                throw new AssertionError("nothing is lost");
            }
        };

        // When
        new CataloguePublisher(raced, writer, index, config).look();

        // Then
        await().atMost(LONG).ignoreExceptions().untilAsserted(() -> assertThat(
                        catalogues.load(project).await().atMost(LONG).revision())
                .isEqualTo(2));
    }

    @Test
    void takesThePublicFilesOfADeletedProjectAway() {
        Sha256 zip = uploadPackage("ios2.1.0/1.zip");
        assertThat(zip).isEqualTo(release("ios", "2.1.0", 1).updatePackage().sha256());
        write(catalogue(project, 1, release("ios", "2.1.0", 1)));
        assertThat(get("deploy/" + project + "/update.json")).contains("2.1.0");
        await().atMost(LONG).untilAsserted(() -> assertThat(check(project)).contains("{\"1\":{"));

        write(deleted(project, 2));

        await().atMost(LONG)
                .untilAsserted(() ->
                        given().get("/checkUpdate?project_id=" + project).then().statusCode(404));
        assertThat(catalogues.load(project).await().atMost(LONG).deleted()).isTrue();
        assertThat(isThere("deploy/" + project + "/update.json")).isFalse();
        assertThat(isThere("deploy/" + project + "/ios-v2.1.0.zip")).isFalse();
    }

    @Test
    void claimsAProjectsAliasesAndGivesUpOnlyItsOwn() {
        String kept = project + "-kept";
        String moved = project + "-moved";
        String other = project + "-other";
        write(catalogue(project, 1, aliases(kept, moved)));
        write(catalogue(other, 1, aliases(moved)));
        assertThat(claims(kept)).containsExactly("aliases/" + kept + "/" + project);
        assertThat(claims(moved)).containsExactly("aliases/" + moved + "/" + project, "aliases/" + moved + "/" + other);

        write(catalogue(project, 3, aliases(kept)));

        assertThat(claims(kept)).hasSize(1);
        assertThat(claims(moved)).containsExactly("aliases/" + moved + "/" + other);

        // A slow publisher of an older state gives nothing up.
        write(catalogue(project, 2));
        assertThat(claims(kept)).hasSize(1);

        write(deleted(project, 4));
        write(deleted(other, 2));
        assertThat(claims(moved)).isEmpty();
    }

    private void write(Catalogue state) {
        writer.stored(state.projectId())
                .chain(stored -> writer.write(stored, state))
                .await()
                .atMost(LONG);
    }

    private static ProjectSettings aliases(String... aliases) {
        return new ProjectSettings(List.of(aliases), null, null, false, null, 0);
    }

    private List<String> claims(String alias) {
        List<String> keys = new ArrayList<>();
        s3.listObjects(ListObjectsArgs.builder()
                        .bucket("tideway-private")
                        .prefix("aliases/" + alias + "/")
                        .recursive(true)
                        .build())
                .forEach(found -> {
                    try {
                        keys.add(found.get().objectName());
                    } catch (MinioException e) {
                        throw new AssertionError(e);
                    }
                });
        return keys;
    }

    /** What the offer of a release leaves in the tables. */
    private void offer(String projectId, long number, Sha256 zip) {
        String build = "b" + number;
        run("insert into project (id) values ($1) on conflict do nothing", Tuple.of(projectId));
        run("""
                insert into build (project_id, os, build_id, app_version, channel, source_key, layout, mandatory, rollout,
                    deploy_version, state, announced_sequence, packed_sha256, package_sha256, package_size, bundle_sha256,
                    bundle_size, created_at, announced_at, decided_at)
                values ($1, 'ios', $2, '2.1.0', 'release', 'builds/x', 'root', false, 1000, '2.1.0', 'offered', $3, $4, $4,
                    10, $4, 20, now(), now(), now())""", Tuple.of(projectId, build, number, zip.hex()));
        run("""
                with offered as (
                    insert into release (project_id, os, app_version, channel, update_number, state, rollout, mandatory,
                        deploy_version, package_sha256, package_size, bundle_sha256, bundle_size, build_id,
                        announced_sequence, offered_at)
                    values ($1, 'ios', '2.1.0', 'release', $3, 'offered', 1000, false, '2.1.0', $4, 10, $4, 20, $2, $3,
                        now()))
                update project set revision = revision + 1 where id = $1""", Tuple.of(projectId, build, number, zip.hex()));
    }

    private int run(String statement, Tuple parameters) {
        return pool.preparedQuery(statement)
                .execute(parameters)
                .await()
                .atMost(LONG)
                .rowCount();
    }

    private double gauge(String name) {
        return registry.get(name).gauge().value();
    }

    private long publishedRevision(String projectId) {
        return pool.preparedQuery("select published_revision from project where id = $1")
                .execute(Tuple.of(projectId))
                .await()
                .atMost(LONG)
                .iterator()
                .next()
                .getLong(0);
    }

    private Sha256 uploadPackage(String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        Sha256 digest = Sha256.of(bytes);
        s3.putObject(PutObjectArgs.builder()
                        .bucket(PUBLIC)
                        .object("packages/" + digest + ".zip")
                        .data(bytes, bytes.length)
                        .build())
                .join();
        return digest;
    }

    private String get(String key) {
        return s3.getObject(GetObjectArgs.builder().bucket(PUBLIC).object(key).build())
                .thenApply(object -> {
                    try (object) {
                        return new String(object.readAllBytes(), StandardCharsets.UTF_8);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .join();
    }

    private StatObjectResponse stat(String key) {
        return s3.statObject(StatObjectArgs.builder().bucket(PUBLIC).object(key).build())
                .join();
    }

    private boolean isThere(String key) {
        return s3.statObject(StatObjectArgs.builder().bucket(PUBLIC).object(key).build())
                .handle((found, failure) -> failure == null)
                .join();
    }

    private static String check(String projectId) {
        return given().get("/checkUpdate?os=ios&app_version=2.1.0&project_id=" + projectId)
                .asString();
    }
}
