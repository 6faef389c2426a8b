package dev.tideway.delivery.download;

import static dev.tideway.delivery.testing.Buckets.zip;
import static dev.tideway.delivery.testing.Releases.release;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.delivery.testing.Buckets;
import dev.tideway.delivery.testing.Device;
import dev.tideway.delivery.testing.GatedS3Resource;
import dev.tideway.delivery.testing.S3Gate;
import dev.tideway.protocol.artifact.ArtifactKeys;
import dev.tideway.protocol.catalogue.Catalogue;
import dev.tideway.protocol.catalogue.ProjectSettings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(GatedS3Resource.class)
class AliasesTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TestHTTPResource("/")
    String address;

    private final Buckets buckets = new Buckets();
    private final String project = "p-" + UUID.randomUUID();
    private final String alias = "a-" + project;
    private Device device;

    @BeforeEach
    void connect() {
        device = new Device(address);
    }

    /** As the publisher does: the claims first. */
    private byte[] publish(String projectId, long revision, String... aliases) {
        byte[] content = zip(100);
        Arrays.stream(aliases).forEach(claimed -> claim(claimed, projectId));
        var settings = new ProjectSettings(List.of(aliases), null, null, false, null, 0);
        buckets.putCatalogue(new Catalogue(
                projectId, revision, false, settings, List.of(release("ios", "1.0", 1, buckets.putPackage(content)))));
        return content;
    }

    private void claim(String claimed, String projectId) {
        buckets.put("tideway-private", ArtifactKeys.aliasClaim(claimed, projectId), new byte[0], Map.of());
    }

    private HttpResponse<byte[]> download(String id) {
        return device.get("/download?project_id=" + id + "&update_number=1");
    }

    @Test
    void isAnsweredLikeItsProject() {
        byte[] content = publish(project, 1, alias);

        var response = download(alias);

        assertThat(response.body()).isEqualTo(content);
        assertThat(response.headers().firstValue("Cache-Tag").orElseThrow()).startsWith("project-" + project + ",");
    }

    @Test
    void isKnownAMomentAfterItIsClaimed() {
        assertThat(download(alias).statusCode()).isEqualTo(404);

        byte[] content = publish(project, 1, alias);

        await().atMost(LONG)
                .untilAsserted(() -> assertThat(download(alias).body()).isEqualTo(content));
    }

    @Test
    void isNotBelievedWhereTheProjectDoesNotListIt() {
        publish(project, 1);
        claim(alias, project);
        claim(alias, "p-that-never-was");

        assertThat(download(alias).statusCode()).isEqualTo(404);
    }

    @Test
    void movesToAnotherProject() {
        publish(project, 1, alias);
        assertThat(download(alias).statusCode()).isEqualTo(200);
        String other = "z" + project;

        publish(project, 2);
        byte[] content = publish(other, 1, alias);

        await().atMost(LONG)
                .untilAsserted(() -> assertThat(download(alias).body()).isEqualTo(content));
    }

    @Test
    void givesWayToAProjectOfThatId() {
        publish(project, 1, alias);
        byte[] content = publish(alias, 1);

        assertThat(download(alias).body()).isEqualTo(content);
    }

    @Test
    void leadsToTheProjectsPublicFiles() {
        publish(project, 1, alias);
        String file = "update.json";
        buckets.putPublic(ArtifactKeys.deploy(project) + file, "{}".getBytes(StandardCharsets.UTF_8));

        assertThat(device.get("/deploy/" + alias + "/" + file).body()).isEqualTo("{}".getBytes(StandardCharsets.UTF_8));
        assertThat(device.get("/deploy/" + alias + "/" + file).statusCode()).isEqualTo(200);
        assertThat(device.get("/deploy/" + alias + "/other.json").statusCode()).isEqualTo(404);
    }

    @Test
    void isLookedUpOnceHoweverManyAsk() {
        byte[] content = publish(project, 1, alias);

        long began = System.nanoTime();
        var answers = IntStream.range(0, 500)
                .mapToObj(i -> device.getLater("/download?project_id=" + alias + "&update_number=1"))
                .toList();

        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.join().body()).isEqualTo(content));
        long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
        // The second one is for whoever came more than 250 ms before the first had an answer; then one every 10 s.
        assertThat(S3Gate.find().requests("prefix=aliases%2F" + alias)).isBetween(1, 3 + (int) seconds / 10);
    }

    @Test
    void isAnsweredWhileS3IsAway() {
        byte[] content = publish(project, 1, alias);
        assertThat(download(alias).body()).isEqualTo(content);
        S3Gate.find().close();
        try {
            assertThat(download(alias).body()).isEqualTo(content);
        } finally {
            device.bringS3Back(buckets);
        }
    }
}
