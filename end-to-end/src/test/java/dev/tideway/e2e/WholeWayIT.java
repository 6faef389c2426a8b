package dev.tideway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tideway.cli.api.BuildRequest;
import dev.tideway.cli.api.BuildStatus;
import dev.tideway.local.testing.S3Gate;
import dev.tideway.protocol.Topic;
import dev.tideway.protocol.artifact.Manifest;
import dev.tideway.protocol.artifact.Sha256;
import dev.tideway.protocol.event.BuildFinished;
import dev.tideway.protocol.event.BuildSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WholeWayIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final WebTree OLDER = WebTree.named("swagger-ui-older");
    private static final WebTree NEWER = WebTree.named("swagger-ui-newer");

    private final RunningStack stack = RunningStack.get();
    private final Device device = stack.device();

    @ParameterizedTest
    @ValueSource(strings = {"ios", "android"})
    void anOlderAndANewerTreeBecomeTheFirstAndTheSecondUpdate(String os) {
        BuildStatus first = stack.publish("swagger", BuildRequest.of("1", os, "2.1.0"), OLDER.folder());
        BuildStatus second = stack.publish("swagger", BuildRequest.of("2", os, "2.1.0"), NEWER.folder());
        JsonNode told = awaitUpdate("swagger", os, "2.1.0", "2");

        assertThat(first.state()).isEqualTo("offered");
        assertThat(first.updateNumber()).isEqualTo("1");
        assertThat(second.updateNumber()).isEqualTo("2");
        assertThat(told.fieldNames()).toIterable().containsExactly("2");
        JsonNode update = told.get("2");
        assertThat(update.fieldNames()).toIterable().containsExactly("date", "url", "size", "sha256", "mandatory");
        assertThat(update.get("date").asInt()).isBetween(20200101, 99991231);
        assertThat(update.get("url").asText()).isEqualTo(device.delivery() + "/packages/" + second.sha256() + ".zip");

        HttpResponse<byte[]> download =
                device.download("?project_id=swagger&os=" + os + "&app_version=2.1.0&update_number=2");
        assertThat(download.statusCode()).isEqualTo(200);
        assertThat(download.body()).hasSize(update.get("size").asInt());
        assertThat(Sha256.of(download.body()).hex())
                .isEqualTo(update.get("sha256").asText());
        assertThat(download.headers().firstValue("Content-Disposition").orElse(""))
                .contains(os + "-v2.1.0.zip");
        assertSameFiles(WebTree.unpack(download.body()), NEWER.files());

        HttpResponse<byte[]> earlier =
                device.download("?project_id=swagger&os=" + os + "&app_version=2.1.0&update_number=1");
        assertSameFiles(WebTree.unpack(earlier.body()), OLDER.files());
    }

    @Test
    void aSlowBuildThatWasAnnouncedBeforeAFastOneIsSuperseded() {
        stack.putPrivate("builds/overtaken/slow/upload.zip", OLDER.zip());
        try (S3Gate.Rule held = stack.packagersGate().holdRequests("GET .*/builds/overtaken/slow/.*")) {
            stack.announce(event("overtaken", "slow", "builds/overtaken/slow/upload.zip"));
            await().atMost(PATIENCE).until(() -> held.met() > 0);

            BuildStatus fast = stack.publish("overtaken", BuildRequest.of("fast", "ios", "1.0.0"), NEWER.folder());
            assertThat(fast.state()).isEqualTo("offered");
            assertThat(fast.updateNumber()).isEqualTo("1");
        }

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        stack.api().status("overtaken", "slow", "ios").state())
                .isEqualTo("superseded"));
        assertThat(awaitUpdate("overtaken", "ios", "1.0.0", "1").fieldNames())
                .toIterable()
                .containsExactly("1");
    }

    @Test
    void aBuildThatComesOverKafkaAloneReachesDevicesToo() {
        WebTree tree = WebTree.named("bootstrap-newer");
        stack.putPrivate("builds/kafka-only/7/upload.zip", tree.zip());

        stack.announce(event("kafka-only", "7", "builds/kafka-only/7/upload.zip"));

        JsonNode told = awaitUpdate("kafka-only", "ios", "1.0.0", "1");
        byte[] zip = device.get(java.net.URI.create(told.get("1").get("url").asText()))
                .body();
        assertSameFiles(WebTree.unpack(zip), tree.files());
    }

    @Test
    void theSameFilesGiveTheSamePackageHoweverTheyArePacked() {
        WebTree tree = WebTree.named("bootstrap-older");
        stack.putPrivate("builds/same/a/upload.zip", tree.zip());
        stack.announce(event("same", "a", "builds/same/a/upload.zip"));
        awaitUpdate("same", "ios", "1.0.0", "1");

        BuildStatus fromFolder = stack.publish("same", BuildRequest.of("b", "android", "1.0.0"), tree.folder());

        assertThat(fromFolder.sha256())
                .isEqualTo(device.offered("same", "ios", "1.0.0")
                        .get("1")
                        .get("sha256")
                        .asText());
    }

    @Test
    void aManifestListsEveryFileOfThePackage() {
        BuildStatus status = stack.publish("listed", BuildRequest.of("1", "ios", "1.0.0"), NEWER.folder());

        Manifest manifest = dev.tideway.protocol.WireJson.read(
                device.file("/manifests/" + status.sha256() + ".json").body(), Manifest.class);

        SortedMap<String, byte[]> files = NEWER.files();
        assertThat(manifest.files()).extracting(Manifest.ManifestFile::path).containsExactlyElementsOf(files.keySet());
        assertThat(manifest.files()).allSatisfy(f -> assertThat(f.sha256()).isEqualTo(Sha256.of(files.get(f.path()))));
    }

    @Test
    void aDownloadThatBreaksOffIsResumedToTheSameBytes() throws IOException {
        BuildStatus status = stack.publish("resumed", BuildRequest.of("1", "ios", "1.0.0"), NEWER.folder());
        awaitUpdate("resumed", "ios", "1.0.0", "1");
        String query = "?project_id=resumed&os=ios&app_version=1.0.0&update_number=1";

        HttpResponse<byte[]> head = device.download(query, "Range", "bytes=0-99999");
        String etag = head.headers().firstValue("ETag").orElseThrow();
        HttpResponse<byte[]> rest = device.download(query, "Range", "bytes=100000-", "If-Range", etag);

        assertThat(head.statusCode()).isEqualTo(206);
        assertThat(rest.statusCode()).isEqualTo(206);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(head.body());
        whole.write(rest.body());
        assertThat(Sha256.of(whole.toByteArray()).hex()).isEqualTo(status.sha256());
    }

    @Test
    void anOlderPluginFindsItsVersionAndItsZip() {
        BuildStatus status = stack.publish("older", BuildRequest.of("1", "ios", "2.0.0"), OLDER.folder());
        awaitUpdate("older", "ios", "2.0.0", "1");

        await().atMost(PATIENCE).untilAsserted(() -> {
            HttpResponse<byte[]> update = device.file("/deploy/older/update.json");
            assertThat(new String(update.body(), StandardCharsets.UTF_8))
                    .isEqualTo("{\"ios\":{\"version\":\"2.0.0\"}}");
        });
        HttpResponse<byte[]> zip = device.file("/deploy/older/ios-v2.0.0.zip");
        assertThat(Sha256.of(zip.body()).hex()).isEqualTo(status.sha256());
    }

    @Test
    void theStaticFormSaysWhatTheServiceSays() {
        stack.publish("static", BuildRequest.of("1", "ios", "2.0.0"), OLDER.folder());
        JsonNode told = awaitUpdate("static", "ios", "2.0.0", "1");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Device.json(device.file("/deploy/static/checkUpdate.json"))
                                .path("ios")
                                .path("2.0.0"))
                        .isEqualTo(told));
    }

    @Test
    void anArchiveThatIsNoneIsRejectedWithAReason(@TempDir Path folder) throws IOException {
        Path archive = Files.writeString(folder.resolve("app.zip"), "this is no archive");

        BuildStatus status = stack.publish("rejected", BuildRequest.of("1", "ios", "1.0.0"), archive);

        assertThat(status.state()).isEqualTo("rejected");
        assertThat(status.reasons()).isNotEmpty().first().satisfies(reason -> {
            assertThat(reason.code()).isEqualTo("NOT_AN_ARCHIVE");
            assertThat(reason.message()).isNotBlank();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "missing, builds/refusals/missing/none.zip, SOURCE_MISSING",
        "foreign, builds/another/1/upload.zip, SOURCE_NOT_ALLOWED",
        "climbing, builds/refusals/../another/upload.zip, SOURCE_NOT_ALLOWED"
    })
    void anEventAboutASourceThatCannotBeReadIsRejected(String buildId, String key, String code) {
        stack.announce(event("refusals", buildId, key));

        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            BuildStatus status = stack.api().status("refusals", buildId, "ios");
            assertThat(status.state()).isEqualTo("rejected");
            assertThat(status.reasons()).first().satisfies(r -> assertThat(r.code())
                    .isEqualTo(code));
        });
    }

    @Test
    void aMessageThatNobodyCanReadHoldsUpNoBuildAndIsKept() {
        WebTree tree = WebTree.named("bootstrap-newer");
        stack.putPrivate("builds/unblocked/1/upload.zip", tree.zip());
        stack.send(new ProducerRecord<>("builds", "unblocked", bytes("not json")));
        ProducerRecord<String, byte[]> unknown = new ProducerRecord<>("builds", "unblocked", bytes("{\"a\":1}"));
        Map.of("ce_specversion", "1.0", "ce_id", "1", "ce_source", "/ci", "ce_type", "dev.tideway.unknown.v1")
                .forEach((name, value) -> unknown.headers().add(name, bytes(value)));
        stack.send(unknown);

        stack.announce(event("unblocked", "1", "builds/unblocked/1/upload.zip"));

        awaitUpdate("unblocked", "ios", "1.0.0", "1");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(stack.allOf(Topic.BUILDS_DLQ))
                .contains(Map.entry("unblocked", "not json"), Map.entry("unblocked", "{\"a\":1}")));
    }

    @Test
    void aRepeatedEventChangesNothing() {
        WebTree tree = WebTree.named("bootstrap-newer");
        stack.putPrivate("builds/repeated/1/upload.zip", tree.zip());
        BuildFinished event = event("repeated", "1", "builds/repeated/1/upload.zip");
        stack.announce(event);
        JsonNode told = awaitUpdate("repeated", "ios", "1.0.0", "1");

        stack.announce(event);
        stack.announce(event);
        stack.publish("repeated", BuildRequest.of("2", "ios", "1.0.0"), OLDER.folder());

        assertThat(awaitUpdate("repeated", "ios", "1.0.0", "2")).isNotEqualTo(told);
    }

    private JsonNode awaitUpdate(String projectId, String os, String appVersion, String number) {
        return await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> device.offered(projectId, os, appVersion), told -> told.has(number));
    }

    private static BuildFinished event(String projectId, String buildId, String key) {
        return new BuildFinished(
                buildId,
                projectId,
                "ios",
                "1.0.0",
                null,
                BuildSource.archive(key),
                null,
                null,
                false,
                0,
                null,
                null,
                null);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void assertSameFiles(SortedMap<String, byte[]> found, SortedMap<String, byte[]> expected) {
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        assertThat(found).allSatisfy((path, content) -> assertThat(content).isEqualTo(expected.get(path)));
    }
}
