package dev.tideway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.tideway.e2e.Workbench.Packager;
import dev.tideway.local.parts.Part;
import dev.tideway.local.testing.RealParts;
import dev.tideway.local.testing.S3Gate;
import dev.tideway.protocol.Topic;
import dev.tideway.protocol.event.BuildFailed;
import dev.tideway.protocol.event.BuildSource;
import dev.tideway.protocol.event.DeadLetterHeaders;
import dev.tideway.protocol.event.PackageReady;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a packager does while something that it needs is away, is refused to it, or goes to another packager. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PackagerOutageIT {
    private static final String RETRIES = "tideway_packager_attempts_failed_total";

    /** All retries of a build that fails by itself are over after 350 ms. */
    private static final Duration LONG = Duration.ofSeconds(4);

    private final Workbench bench = new Workbench();
    private final List<byte[]> collected = new CopyOnWriteArrayList<>();
    private HttpServer collector;
    private Packager packager;

    @BeforeAll
    void start() throws IOException {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            collected.add(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        packager = bench.start(
                "one",
                Map.of(
                        "tideway.packager.slots", "16",
                        "kafka.max.poll.interval.ms", "10000",
                        "tideway.traces.endpoint",
                                "http://localhost:" + collector.getAddress().getPort(),
                        "quarkus.otel.exporter.otlp.traces.protocol", "http/protobuf"));
    }

    @AfterAll
    void close() {
        bench.close();
        collector.stop(0);
    }

    @Test
    void anAbsentS3IsWaitedForAndUsesUpNoRetries() {
        double before = packager.metric(RETRIES);
        RealParts.stop(Part.S3);
        try {
            bench.announce(Workbench.build("without-s3", "1", BuildSource.archive("builds/without-s3/1/upload.zip")));
            await().atMost(Workbench.PATIENCE)
                    .until(() -> packager.metric("tideway_packager_waits_total{for=\"s3\"}") >= 4);
            assertThat(packager.status("/q/health/live")).isEqualTo(200);
            assertThat(packager.status("/q/health/ready")).isEqualTo(200);
        } finally {
            RealParts.restart(Part.S3);
        }

        // It was never uploaded, so that it is refused as soon as S3 can say so.
        assertThat(bench.outcomes("without-s3", "1")).hasSize(1);
        assertThat(packager.metric(RETRIES)).isEqualTo(before);
        assertThat(bench.messages(Topic.BUILDS_DLQ, "without-s3")).isEmpty();
    }

    @Test
    void anAbsentKafkaBetweenPackageAndOutcomeIsWaitedForAndUsesUpNoRetries() {
        double before = packager.metric(RETRIES);
        try (S3Gate.Rule held = bench.gate().holdAnswers("PUT .*/receipts/without-kafka/.*")) {
            bench.publish("without-kafka", "1");
            await().atMost(Workbench.PATIENCE).until(() -> held.met() > 0);
            RealParts.stop(Part.KAFKA);
        }
        try {
            await().during(LONG)
                    .atMost(Workbench.PATIENCE)
                    .until(() -> packager.metric("tideway_packager_builds_running") >= 1);
            assertThat(packager.status("/q/health/live")).isEqualTo(200);
        } finally {
            RealParts.restart(Part.KAFKA);
        }

        assertThat(bench.outcomes("without-kafka", "1").stream().distinct())
                .singleElement()
                .isInstanceOf(PackageReady.class);
        assertThat(packager.metric(RETRIES)).isEqualTo(before);
        assertThat(bench.messages(Topic.BUILDS_DLQ, "without-kafka")).isEmpty();
    }

    @Test
    void oneSourceThatS3ForbidsFailsAloneAndHoldsUpNobody() {
        try (S3Gate.Rule refused = bench.gate().refuse(".*/builds/forbidden/1/.*")) {
            bench.publish("forbidden", "1");
            bench.publish("forbidden", "2");

            assertThat(bench.outcomes("forbidden", "2")).singleElement().isInstanceOf(PackageReady.class);
            BuildFailed failed = (BuildFailed) bench.outcomes("forbidden", "1").get(0);
            assertThat(failed.reason().code()).isEqualTo("SOURCE_FORBIDDEN");
            assertThat(failed.reason().message()).contains("builds/forbidden/1/upload.zip", "credentials");
            assertThat(refused.met()).isEqualTo(4);
        }
        ConsumerRecord<String, byte[]> letter =
                bench.messages(Topic.BUILDS_DLQ, "forbidden", 1).get(0);
        assertThat(header(letter, DeadLetterHeaders.CAUSE)).contains("S3 forbids to read");
    }

    @Test
    void aTraceGoesOnThroughThePackagerToItsOutcome() {
        String trace = "0af7651916cd43dd8448eb211c80319c";
        String key = "builds/traced/1/upload.zip";
        bench.upload(key, Workbench.archive("traced"));

        bench.announce(
                Workbench.build("traced", "1", BuildSource.archive(key)),
                Map.of("traceparent", "00-" + trace + "-b7ad6b7169203331-01"));

        ConsumerRecord<String, byte[]> outcome =
                bench.messages(Topic.PACKAGES, "traced", 1).get(0);
        assertThat(header(outcome, "traceparent"))
                .matches("00-" + trace + "-[0-9a-f]{16}-01")
                .doesNotContain("b7ad6b71");
        await().atMost(Workbench.PATIENCE).until(() -> packager.logged().contains("trace=" + trace));
        String id = new String(HexFormat.of().parseHex(trace), StandardCharsets.ISO_8859_1);
        // The spans of one build may come in several parts.
        await().atMost(Workbench.PATIENCE).untilAsserted(() -> assertThat(collected.stream()
                        .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
                        .filter(text -> text.contains(id))
                        .collect(Collectors.joining()))
                .contains("package build", "fetch", "read", "pack", "store"));
    }

    /** One project takes half of the slots at most, however many builds it has and however long they take. */
    @Test
    void longBuildsOfOneProjectLeaveRoomForThoseOfOthers() {
        int share = 8;
        List<String> many =
                IntStream.rangeClosed(1, 20).mapToObj(String::valueOf).toList();
        try (S3Gate.Rule held = bench.gate().holdRequests("GET .*/builds/greedy/.*")) {
            many.forEach(build -> bench.publish("greedy", build));
            await().atMost(Workbench.PATIENCE).until(() -> held.met() == share);

            for (String modest : List.of("modest-1", "modest-2", "modest-3", "modest-4", "modest-5")) {
                bench.publish(modest, "1");
                assertThat(bench.outcomes(modest, "1")).singleElement().isInstanceOf(PackageReady.class);
            }
            assertThat(held.met()).isEqualTo(share);
        }
        for (String build : many) {
            assertThat(bench.outcomes("greedy", build)).singleElement().isInstanceOf(PackageReady.class);
        }
    }

    /** The whole of it takes longer than {@code max.poll.interval.ms}, within which a consumer has to poll. */
    @Test
    void longBuildsCostNoPartitionAndOnesThatTwoPackagersMakeAreOne() {
        List<String> projects =
                IntStream.range(0, 8).mapToObj(i -> "spread-" + i).toList();
        Packager second;
        try (S3Gate.Rule held = bench.gate().holdRequests("GET .*/builds/spread-.*")) {
            projects.forEach(project -> bench.publish(project, "1"));
            await().atMost(Workbench.PATIENCE).until(() -> held.met() == projects.size());
            await().during(LONG.multipliedBy(3)).atMost(Workbench.PATIENCE).until(() -> bench.partitionsByMember()
                    .equals(Map.of("one", 4)));
            assertThat(held.met()).isEqualTo(projects.size());

            second = bench.start("two", Map.of("tideway.packager.slots", "16"));
            await().atMost(Workbench.PATIENCE)
                    .until(() -> bench.partitionsByMember().equals(Map.of("one", 2, "two", 2)));
            await().atMost(Workbench.PATIENCE).until(() -> held.met() > projects.size());
        }

        for (String project : projects) {
            assertThat(bench.outcomes(project, "1").stream().distinct())
                    .singleElement()
                    .isInstanceOf(PackageReady.class);
            assertThat(bench.keys("receipts/" + project + "/")).hasSize(1);
            assertThat(bench.messages(Topic.BUILDS_DLQ, project)).isEmpty();
        }
        bench.remove(second);
        await().atMost(Workbench.PATIENCE)
                .until(() -> bench.partitionsByMember().equals(Map.of("one", 4)));
    }

    private static String header(ConsumerRecord<String, byte[]> message, String name) {
        return new String(message.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
