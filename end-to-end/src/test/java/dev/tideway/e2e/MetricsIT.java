package dev.tideway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.cli.api.BuildRequest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What alerts and dashboards ask for, the services tell. */
class MetricsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern NAME = Pattern.compile("^([a-z_]+)[{ ]", Pattern.MULTILINE);

    private final RunningStack stack = RunningStack.get();

    @Test
    void everyMetricThatIsWatchedIsThere() throws IOException {
        Set<String> watched = new WatchedMetrics(Path.of(System.getProperty("tideway.root"))).metrics();
        assertThat(watched).hasSizeGreaterThan(20);
        Device device = stack.device();
        stack.publish(
                "watched",
                BuildRequest.of("1", "ios", "1.0.0"),
                WebTree.named("bootstrap-newer").folder());
        await().atMost(PATIENCE)
                .until(() -> device.offered("watched", "ios", "1.0.0").has("1"));
        assertThat(device.download("?project_id=watched&os=ios&app_version=1.0.0&update_number=1")
                        .statusCode())
                .isEqualTo(200);

        try (Socket halfOpen =
                new Socket(device.delivery().getHost(), device.delivery().getPort())) {
            halfOpen.getOutputStream().write("GET /packages/ HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(told(device)).containsAll(watched));
        }
    }

    @Test
    void anOfferIsTimedFromItsAnnouncement() throws IOException {
        Device device = stack.device();
        double before = offers(device);

        stack.publish(
                "timed",
                BuildRequest.of("1", "ios", "1.0.0"),
                WebTree.named("bootstrap-newer").folder());

        await().atMost(PATIENCE).until(() -> offers(device) > before);
    }

    private static double offers(Device device) {
        String metrics =
                new String(device.get(device.catalog().resolve("/q/metrics")).body(), StandardCharsets.UTF_8);
        return metrics.lines()
                .filter(line -> line.startsWith("tideway_offer_delay_seconds_count"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private Set<String> told(Device device) {
        Set<String> names = new TreeSet<>();
        for (URI service : new URI[] {device.catalog(), device.delivery(), stack.packager()}) {
            String metrics =
                    new String(device.get(service.resolve("/q/metrics")).body(), StandardCharsets.UTF_8);
            NAME.matcher(metrics).results().forEach(line -> names.add(line.group(1)));
        }
        return names;
    }
}
