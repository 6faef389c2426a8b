package dev.tideway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tideway.cli.api.BuildRequest;
import dev.tideway.cli.api.BuildStatus;
import dev.tideway.protocol.WireJson;
import dev.tideway.protocol.artifact.InstallActions;
import dev.tideway.protocol.artifact.InstallActions.Move;
import dev.tideway.protocol.artifact.Manifest;
import dev.tideway.protocol.artifact.Manifest.ManifestFile;
import dev.tideway.protocol.artifact.Sha256;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class InstallActionsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final WebTree OLDER = WebTree.named("swagger-ui-older");
    private static final WebTree NEWER = WebTree.named("swagger-ui-newer");

    private final RunningStack stack = RunningStack.get();
    private final Device device = stack.device();

    @Test
    void aDeviceThatFollowsTheActionsHasTheNewerTreeByteByByte() {
        BuildStatus first = stack.publish("stepwise", BuildRequest.of("1", "ios", "1.0.0"), OLDER.folder());
        BuildStatus second = stack.publish("stepwise", BuildRequest.of("2", "ios", "1.0.0"), NEWER.folder());

        JsonNode release = await().atMost(PATIENCE).ignoreExceptions().until(this::newest, newest -> from(newest)
                .equals(Set.of("none", first.sha256())));
        Map<String, byte[]> update = WebTree.unpack(get(release.get("package")));
        Map<String, byte[]> app = new TreeMap<>(OLDER.files());
        follow(actions(release, first.sha256()), app, update);

        assertThat(release.at("/package/sha256").asText()).isEqualTo(second.sha256());
        assertSameFiles(app, NEWER.files());
        Manifest manifest = WireJson.read(get(release.get("manifest")), Manifest.class);
        assertThat(manifest.files()).extracting(ManifestFile::path).containsExactlyInAnyOrderElementsOf(app.keySet());
        assertThat(manifest.files())
                .allSatisfy(file -> assertThat(file.sha256()).isEqualTo(Sha256.of(app.get(file.path()))));
    }

    @Test
    void aFreshAppHasEveryFileFromTheFirstActions() {
        stack.publish("fresh", BuildRequest.of("1", "android", "1.0.0"), OLDER.folder());

        JsonNode release = await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> newest("fresh", "android"), newest -> from(newest).equals(Set.of("none")));
        Map<String, byte[]> app = new TreeMap<>();
        follow(actions(release, "none"), app, WebTree.unpack(get(release.get("package"))));

        assertSameFiles(app, OLDER.files());
    }

    private JsonNode newest() {
        return newest("stepwise", "ios");
    }

    private JsonNode newest(String project, String os) {
        return Device.json(device.check("?project_id=" + project + "&os=" + os + "&app_version=1.0.0&client=1"))
                .get("releases")
                .get(0);
    }

    private static Set<String> from(JsonNode release) {
        Set<String> from = new HashSet<>();
        release.get("actions").forEach(actions -> from.add(actions.get("from").asText()));
        return from;
    }

    private InstallActions actions(JsonNode release, String from) {
        JsonNode named = StreamSupport.stream(release.get("actions").spliterator(), false)
                .filter(actions -> actions.get("from").asText().equals(from))
                .findFirst()
                .orElseThrow();
        return WireJson.read(get(named), InstallActions.class);
    }

    private byte[] get(JsonNode artifact) {
        return device.get(URI.create(artifact.get("url").asText())).body();
    }

    /** In the documented order. */
    private static void follow(InstallActions actions, Map<String, byte[]> app, Map<String, byte[]> update) {
        actions.doNothing().forEach(path -> assertThat(app).containsKey(path.substring(1)));
        for (Move move : actions.copyAndMove()) {
            app.put(move.to().substring(1), app.remove(move.from().substring(1)));
        }
        actions.deleteFiles().forEach(path -> app.remove(path.substring(1)));
        actions.deleteFolders().forEach(folder -> app.keySet().removeIf(path -> path.startsWith(folder.substring(1))));
        actions.addOrUpdate().forEach(path -> app.put(path.substring(1), update.get(path.substring(1))));
    }

    private static void assertSameFiles(Map<String, byte[]> found, SortedMap<String, byte[]> expected) {
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        assertThat(found).allSatisfy((path, content) -> assertThat(content).isEqualTo(expected.get(path)));
    }
}
