package dev.tideway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tideway.e2e.RunningStack.Replica;
import dev.tideway.local.stack.TidewayService;
import dev.tideway.protocol.event.BuildFinished;
import dev.tideway.protocol.event.BuildSource;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Two processes of the catalog, with one database. */
class TwoReplicasIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int RELEASES = 8;

    private final RunningStack stack = RunningStack.get();
    private final String project = "two-replicas-" + UUID.randomUUID();

    @Test
    void numbersAreDenseAndNeverGivenTwiceWhenBothOfferAtOnceAndBothTellTheSame() throws Exception {
        // Given releases of one os and app version that wait, each in a line of its own, so that none passes another
        stack.tideway("project", "create", project);
        stack.tideway("project", "set", project, "--approval=required");
        String source = "builds/" + project + "/archive.zip";
        stack.putPrivate(source, WebTree.named("bootstrap-older").zip());
        for (int n = 1; n <= RELEASES; n++) {
            stack.announce(announcement("b" + n, "channel-" + n, source));
        }
        await().atMost(PATIENCE).until(() -> held().size() == RELEASES);
        List<String> held = held();
        Replica replica = stack.replica(TidewayService.CATALOG, Map.of());
        // Not that of all tasks, which has as many threads as the machine has processors.
        ExecutorService threads = Executors.newFixedThreadPool(RELEASES);
        try {
            List<URI> both = List.of(stack.device().catalog(), replica.address());

            // When
            List<CompletableFuture<JsonNode>> approvals = new ArrayList<>();
            for (int n = 0; n < RELEASES; n++) {
                URI one = both.get(n % 2);
                String release = held.get(n);
                approvals.add(CompletableFuture.supplyAsync(
                        () -> stack.tideway(one, "releases", "approve", release, "--project", project), threads));
            }
            List<Integer> numbers = new ArrayList<>();
            for (CompletableFuture<JsonNode> approval : approvals) {
                numbers.add(
                        approval.get(3, TimeUnit.MINUTES).path("update_number").asInt());
            }

            // Then
            assertThat(numbers).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8);
            for (URI one : both) {
                Device device = new Device(one, stack.device().delivery());
                for (int n = 1; n <= RELEASES; n++) {
                    String query = "?project_id=" + project + "&os=ios&app_version=1.0.0&build_type=channel-" + n;
                    await().atMost(PATIENCE).until(() -> !Device.json(device.check(query))
                            .path("ios")
                            .path("1.0.0")
                            .isEmpty());
                }
            }
        } finally {
            threads.shutdownNow();
            replica.process().kill();
        }
    }

    private List<String> held() {
        JsonNode list = stack.tideway("releases", "list", "--project", project, "--state", "held");
        List<String> ids = new ArrayList<>();
        list.path("releases")
                .forEach(release -> ids.add(release.path("release_id").asText()));
        return ids;
    }

    private BuildFinished announcement(String build, String channel, String source) {
        return new BuildFinished(
                build,
                project,
                "ios",
                "1.0.0",
                channel,
                BuildSource.archive(source),
                null,
                null,
                false,
                0,
                null,
                null,
                null);
    }
}
