package dev.tideway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tideway.cli.api.BuildRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What an operator types, and what devices see of it. */
class OperatorIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final WebTree OLDER = WebTree.named("bootstrap-older");
    private static final WebTree NEWER = WebTree.named("bootstrap-newer");

    private final RunningStack stack = RunningStack.get();
    private final Device device = stack.device();

    @Test
    void aBadUpdateIsPausedRolledBackAndPurged() {
        stack.publish("rescue", BuildRequest.of("good", "ios", "1.0.0"), OLDER.folder());
        stack.publish("rescue", BuildRequest.of("bad", "ios", "1.0.0"), NEWER.folder());
        awaitTold("rescue", "2");
        String bad = releaseOf("rescue", "bad");

        stack.tideway("releases", "pause", bad, "--project", "rescue");
        awaitTold("rescue", "1");
        JsonNode again = stack.tideway("releases", "rollback", bad, "--project", "rescue", "--mandatory");
        awaitTold("rescue", "3");
        stack.tideway("releases", "purge", bad, "--project", "rescue");

        assertThat(again.path("update_number").asText()).isEqualTo("3");
        JsonNode told = device.offered("rescue", "ios", "1.0.0").path("3");
        assertThat(told.path("mandatory").asBoolean()).isTrue();
        assertThat(WebTree.unpack(download("rescue", "3")).keySet())
                .isEqualTo(OLDER.files().keySet());
        await().atMost(PATIENCE)
                .until(() -> device.download("?project_id=rescue&os=ios&app_version=1.0.0&update_number=2")
                                .statusCode()
                        == 410);
        assertThat(stack.tideway("audit", "--project", "rescue", "--release", bad)
                        .findValuesAsText("action"))
                .containsExactly("release.purged", "release.rolled_back", "release.paused", "release.offered");
    }

    @Test
    void aReleaseIsApprovedForAFewAndWidened() {
        stack.tideway("project", "create", "careful");
        stack.tideway("project", "set", "careful", "--approval", "required", "--alias", "careful-old");
        assertThat(stack.publish("careful", BuildRequest.of("a", "ios", "1.0.0"), OLDER.folder())
                        .state())
                .isEqualTo("held");
        String release = releaseOf("careful", "a");

        stack.tideway("rollout", "set", release, "1%", "--project", "careful");
        stack.tideway("releases", "approve", release, "--project", "careful");
        assertThat(device.offered("careful", "ios", "1.0.0")).isEmpty();
        stack.tideway("rollout", "schedule", release, "10%:1s,100%", "--project", "careful");

        awaitTold("careful", "1");
        await().atMost(PATIENCE)
                .until(() -> device.offered("careful-old", "ios", "1.0.0").has("1"));
        stack.tideway("project", "archive", "careful");
        assertThat(device.offered("careful", "ios", "1.0.0").has("1")).isTrue();
    }

    private String releaseOf(String project, String build) {
        return stack.tideway("releases", "list", "--project", project, "--build-id", build)
                .path("releases")
                .path(0)
                .path("release_id")
                .asText();
    }

    private byte[] download(String project, String number) {
        return device.download("?project_id=" + project + "&os=ios&app_version=1.0.0&update_number=" + number)
                .body();
    }

    private void awaitTold(String project, String number) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        device.offered(project, "ios", "1.0.0").fieldNames())
                .toIterable()
                .containsExactly(number));
    }
}
