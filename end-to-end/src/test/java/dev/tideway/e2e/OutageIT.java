package dev.tideway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.cli.api.BuildRequest;
import dev.tideway.cli.api.BuildStatus;
import dev.tideway.e2e.RunningStack.Replica;
import dev.tideway.local.parts.Part;
import dev.tideway.local.stack.TidewayService;
import dev.tideway.protocol.artifact.Sha256;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutageIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final RunningStack stack = RunningStack.get();
    private final Device device = stack.device();

    @AfterEach
    void everythingIsBack() {
        for (Part part : Part.values()) {
            stack.start(part);
        }
    }

    @Test
    void checksAndDownloadsGoOnWithoutPostgresAndKafka() {
        BuildStatus status = publish("lasting", "1");

        stack.stop(Part.POSTGRES);
        stack.stop(Part.KAFKA);

        assertThat(device.offered("lasting", "ios", "1.0.0").has("1")).isTrue();
        assertThat(device.get(device.catalog().resolve("/q/health/ready")).statusCode())
                .isEqualTo(200);
        assertThat(device.get(device.catalog().resolve("/q/health/live")).statusCode())
                .isEqualTo(200);
        assertThat(downloaded("lasting")).isEqualTo(status.sha256());
    }

    @Test
    void aReplicaThatStartsWithoutPostgresAndKafkaAnswersFromS3() {
        publish("started-alone", "1");
        stack.stop(Part.POSTGRES);
        stack.stop(Part.KAFKA);

        Replica replica = stack.replica(TidewayService.CATALOG, Map.of("tideway.index.kafka-wait", "2s"));
        try {
            Device asksIt = new Device(replica.address(), device.delivery());
            assertThat(asksIt.offered("started-alone", "ios", "1.0.0").has("1")).isTrue();
            assertThat(asksIt.get(replica.address().resolve("/q/health/live")).statusCode())
                    .isEqualTo(200);
        } finally {
            replica.process().kill();
        }
    }

    @Test
    void whatDevicesHadIsServedWithoutS3() {
        BuildStatus status = publish("cached", "1");
        assertThat(downloaded("cached")).isEqualTo(status.sha256());

        stack.stop(Part.S3);

        assertThat(device.offered("cached", "ios", "1.0.0").has("1")).isTrue();
        assertThat(downloaded("cached")).isEqualTo(status.sha256());
    }

    @Test
    void buildsGoOnWhenEverythingThatWasAwayIsBack() {
        publish("back", "1");
        for (Part part : Part.values()) {
            stack.stop(part);
        }
        for (Part part : Part.values()) {
            stack.start(part);
        }

        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(
                        publish("back", "2").updateNumber())
                .isEqualTo("2"));
    }

    private BuildStatus publish(String projectId, String buildId) {
        BuildStatus status = stack.publish(
                projectId,
                BuildRequest.of(buildId, "ios", "1.0.0"),
                WebTree.named(buildId.equals("1") ? "bootstrap-older" : "bootstrap-newer")
                        .folder());
        await().atMost(PATIENCE)
                .until(() -> device.offered(projectId, "ios", "1.0.0").has(status.updateNumber()));
        return status;
    }

    private String downloaded(String projectId) {
        return Sha256.of(device.download("?project_id=" + projectId + "&os=ios&app_version=1.0.0&update_number=1")
                        .body())
                .hex();
    }
}
