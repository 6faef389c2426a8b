package dev.tideway.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What of each preset an operator would notice, in a file that shows in a change's diff: {@code -Dtideway.chart.write=true}
 * writes it anew.
 */
class SnapshotTest {
    private static final Path SNAPSHOTS = Chart.ROOT.resolve("chart-test/src/test/resources/snapshots");

    static List<String> presets() {
        return Chart.presets();
    }

    @ParameterizedTest
    @MethodSource("presets")
    void whatMattersIsAsItWas(String preset) throws IOException {
        String now = Chart.preset(preset).stream()
                .flatMap(SnapshotTest::whatMatters)
                .collect(Collectors.joining("\n", "", "\n"));
        Path file = SNAPSHOTS.resolve(preset + ".txt");
        if (Boolean.getBoolean("tideway.chart.write")) {
            Files.createDirectories(SNAPSHOTS);
            Files.writeString(file, now);
        }

        assertThat(now).isEqualTo(Files.readString(file));
    }

    private static Stream<String> whatMatters(Manifest manifest) {
        JsonNode spec = manifest.json().path("spec");
        Stream<String> head = Stream.of(manifest.toString());
        return switch (manifest.kind()) {
            case "Deployment", "Job", "Pod" -> Stream.concat(head, podLines(manifest));
            case "Ingress", "HTTPRoute" -> Stream.concat(head, lines("rules", spec.path("rules")));
            case "HorizontalPodAutoscaler", "ScaledObject" -> Stream.concat(head, Stream.of("  " + spec));
            case "PodDisruptionBudget" ->
                Stream.concat(head, Stream.of("  maxUnavailable " + spec.path("maxUnavailable")));
            case "NetworkPolicy" ->
                Stream.concat(head, Stream.of("  in " + spec.path("ingress"), "  out " + spec.path("egress")));
            // One for each file of alerts and dashboards.
            case "PrometheusRule", "ConfigMap" -> Stream.empty();
            default -> head;
        };
    }

    private static Stream<String> podLines(Manifest manifest) {
        JsonNode spec = manifest.json().path("spec");
        Stream<String> pod = Stream.of("  replicas " + spec.path("replicas") + ", grace "
                + manifest.podSpec().path("terminationGracePeriodSeconds"));
        return Stream.concat(pod, manifest.containers().flatMap(container -> Stream.of(
                        Stream.of("  " + container.path("image").asText() + " " + container.path("args")),
                        Stream.of("  " + container.path("resources")),
                        lines("env", container.path("env")),
                        lines("mount", container.path("volumeMounts")))
                .flatMap(lines -> lines)));
    }

    private static Stream<String> lines(String label, JsonNode list) {
        return Manifest.stream(list).map(item -> "    " + label + " " + item);
    }
}
