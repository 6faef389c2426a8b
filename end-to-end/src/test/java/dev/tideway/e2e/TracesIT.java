package dev.tideway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.cli.api.Address;
import dev.tideway.cli.api.AdminApi;
import dev.tideway.cli.token.Role;
import dev.tideway.e2e.TraceReceiver.Span;
import dev.tideway.local.parts.LockedDataFolder;
import dev.tideway.local.stack.Stack;
import dev.tideway.local.stack.StackPorts;
import dev.tideway.local.stack.StartListener;
import dev.tideway.local.stack.TidewayService;
import dev.tideway.protocol.Topic;
import dev.tideway.protocol.event.BuildFinished;
import dev.tideway.protocol.event.BuildSource;
import dev.tideway.protocol.event.KafkaEvents;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a receiver of traces sees of a build on its whole way, from its event to its offer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TracesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN_OF_CI = "b7ad6b7169203331";
    private static final String PROJECT = "traced";

    private final TraceReceiver receiver = new TraceReceiver();
    private Stack stack;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        stack = new Stack(LockedDataFolder.lock(data), StackPorts.free());
        for (TidewayService service : TidewayService.values()) {
            stack.set(service, receiver.settings());
        }
        stack.start(StartListener.SILENT);
        new AdminApi(
                        Address.of(stack.ports().url(TidewayService.CATALOG)),
                        stack.signingKey().mint(Role.ADMIN, List.of(), Duration.ofHours(1)))
                .ensureProject(PROJECT);
    }

    @AfterAll
    void stop() {
        if (stack != null) {
            stack.close();
        }
        receiver.close();
    }

    @Test
    void everyServiceGoesOnWithTheTraceOfTheBuild() throws Exception {
        BuildFinished build = Workbench.build(PROJECT, "1", BuildSource.archive("builds/traced/1/upload.zip"));
        upload("builds/traced/1/upload.zip", Workbench.archive(PROJECT));

        announce(build);

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(span("catalog-service", "record announcement").parent()).isEqualTo(SPAN_OF_CI);
            Span packing = span("packager-service", "package build");
            assertThat(packing.parent()).isEqualTo(SPAN_OF_CI);
            Span outcome = span("catalog-service", "record outcome");
            assertThat(outcome.parent()).isEqualTo(packing.id());
            assertThat(span("packager-service", "make actions").parent()).isEqualTo(outcome.id());
        });
    }

    /** The newest, since each message comes at least once. */
    private Span span(String service, String name) {
        List<Span> found = receiver.of(TRACE).stream()
                .filter(span -> span.service().equals(service) && span.name().equals(name))
                .toList();
        assertThat(found)
                .as("%s of %s among %s", name, service, receiver.of(TRACE))
                .isNotEmpty();
        return found.get(found.size() - 1);
    }

    private void upload(String key, byte[] content) throws Exception {
        Map<String, String> settings = stack.servers().settings();
        try (MinioClient s3 = MinioClient.builder()
                .endpoint(settings.get("tideway.s3.url"))
                .credentials(settings.get("tideway.s3.access-key"), settings.get("tideway.s3.secret-key"))
                .build()) {
            s3.putObject(PutObjectArgs.builder()
                    .bucket(settings.get("tideway.s3.private-bucket"))
                    .object(key)
                    .data(content, content.length)
                    .build());
        }
    }

    private void announce(BuildFinished build) throws Exception {
        ProducerRecord<String, byte[]> message = KafkaEvents.message(
                Topic.BUILDS, build.projectId(), KafkaEvents.newCloudEvent(build, URI.create("/ci")));
        message.headers()
                .add("traceparent", ("00-" + TRACE + "-" + SPAN_OF_CI + "-01").getBytes(StandardCharsets.US_ASCII));
        Map<String, Object> kafka = Map.of(
                "bootstrap.servers", stack.servers().settings().get("tideway.kafka.bootstrap-servers"), "acks", "all");
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(kafka, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(message).get();
        }
    }
}
