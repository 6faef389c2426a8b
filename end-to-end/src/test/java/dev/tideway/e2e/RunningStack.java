package dev.tideway.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tideway.cli.Tideway;
import dev.tideway.cli.api.Address;
import dev.tideway.cli.api.AdminApi;
import dev.tideway.cli.api.BuildRequest;
import dev.tideway.cli.api.BuildStatus;
import dev.tideway.cli.publish.PublishListener;
import dev.tideway.cli.publish.Publisher;
import dev.tideway.cli.token.Role;
import dev.tideway.local.parts.LockedDataFolder;
import dev.tideway.local.parts.Part;
import dev.tideway.local.parts.Ports;
import dev.tideway.local.stack.ServiceProcess;
import dev.tideway.local.stack.Stack;
import dev.tideway.local.stack.StackPorts;
import dev.tideway.local.stack.StartListener;
import dev.tideway.local.stack.TidewayService;
import dev.tideway.local.testing.S3Gate;
import dev.tideway.protocol.Topic;
import dev.tideway.protocol.WireJson;
import dev.tideway.protocol.event.BuildFinished;
import dev.tideway.protocol.event.KafkaEvents;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** The whole stack, once for all tests of this JVM, on free ports, with what a build system does to it. */
final class RunningStack {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static @Nullable RunningStack instance;

    private final Stack stack;
    private final S3Gate gate;
    private final KafkaProducer<String, byte[]> producer;

    private RunningStack(Stack stack, S3Gate gate) {
        this.stack = stack;
        this.gate = gate;
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        stack.servers().settings().get("tideway.kafka.bootstrap-servers"),
                        ProducerConfig.ACKS_CONFIG,
                        "all"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** Not made by a static initializer: other threads that start the stack would wait for its end. */
    static synchronized RunningStack get() {
        if (instance == null) {
            instance = start();
        }
        return instance;
    }

    private static RunningStack start() {
        try {
            LockedDataFolder folder = LockedDataFolder.lock(Files.createTempDirectory("tideway-e2e-"));
            StackPorts ports = StackPorts.free();
            Stack stack = new Stack(folder, ports);
            S3Gate gate = new S3Gate(ports.servers().address(Part.S3));
            stack.set(
                    TidewayService.PACKAGER,
                    Map.of("tideway.s3.url", gate.url(), "tideway.packager.first-pause", "200ms"));
            // Nobody gives up on a slow machine what would have come.
            stack.set(
                    TidewayService.CATALOG,
                    Map.of("tideway.postgres.statement-timeout", "20s", "tideway.postgres.patience", "25s"));
            stack.set(
                    TidewayService.DELIVERY,
                    Map.of("tideway.s3.read-timeout", "60s", "tideway.delivery.cache.max-wait", "90s"));
            Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop the stack"));
            stack.start(StartListener.SILENT);
            return new RunningStack(stack, gate);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Device device() {
        return new Device(
                URI.create(stack.ports().url(TidewayService.CATALOG)),
                URI.create(stack.ports().url(TidewayService.DELIVERY)));
    }

    URI packager() {
        return URI.create(stack.ports().url(TidewayService.PACKAGER));
    }

    /** Between the packager and S3. */
    S3Gate packagersGate() {
        return gate;
    }

    String kafka() {
        return stack.servers().settings().get("tideway.kafka.bootstrap-servers");
    }

    /** Publishes as the command line does, and waits until it is decided. */
    BuildStatus publish(String projectId, BuildRequest build, Path source) {
        try {
            return new Publisher(api(), PublishListener.SILENT).publish(projectId, source, build, PATIENCE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    AdminApi api() {
        return new AdminApi(Address.of(stack.ports().url(TidewayService.CATALOG)), adminToken());
    }

    private String adminToken() {
        return stack.signingKey().mint(Role.ADMIN, List.of(), Duration.ofHours(1));
    }

    /** Types a command, with {@code --json} and an admin's token; it must end with exit code 0. */
    JsonNode tideway(String... words) {
        return tideway(URI.create(stack.ports().url(TidewayService.CATALOG)), words);
    }

    /** As {@link #tideway(String...)}, by a certain replica of the catalog. */
    JsonNode tideway(URI catalog, String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = Tideway.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--json", "--token", adminToken()));
        all.addAll(List.of("--catalog-url", catalog.toString()));
        int exitCode = command.execute(all.toArray(String[]::new));
        if (exitCode != 0) {
            throw new AssertionError(String.join(" ", words) + " ended with " + exitCode + ": " + err);
        }
        return WireJson.read(out.toString().getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }

    /** Puts an object into the private bucket, as a build system with credentials of its own does. */
    void putPrivate(String key, byte[] content) {
        Map<String, String> settings = stack.servers().settings();
        try (MinioClient s3 = MinioClient.builder()
                .endpoint(settings.get("tideway.s3.url"))
                .credentials(settings.get("tideway.s3.access-key"), settings.get("tideway.s3.secret-key"))
                .build()) {
            s3.putObject(PutObjectArgs.builder().bucket(settings.get("tideway.s3.private-bucket")).object(key).stream(
                            new ByteArrayInputStream(content), (long) content.length, -1L)
                    .build());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    void announce(BuildFinished event) {
        send(KafkaEvents.message(Topic.BUILDS, event.projectId(), KafkaEvents.newCloudEvent(event, URI.create("/ci"))));
    }

    void send(ProducerRecord<String, byte[]> message) {
        try {
            producer.send(message).get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** One more replica of a service, on a port of its own, which the caller stops. */
    Replica replica(TidewayService service, Map<String, String> more) {
        int port = Ports.freePorts(1).get(0);
        Map<String, String> settings = new HashMap<>(stack.servers().settings());
        settings.put("quarkus.http.host", "localhost");
        settings.put("quarkus.http.port", Integer.toString(port));
        settings.put("tideway.public-url", stack.ports().url(TidewayService.DELIVERY));
        settings.put("tideway.token.jwks", stack.signingKey().jwksFile().toUri().toString());
        settings.put("tideway.delivery.cache.directory", temporaryFolder());
        // One that is killed keeps its partitions for so long, and whoever publishes next waits: the least that the
        // broker allows.
        settings.put("kafka.session.timeout.ms", "6000");
        settings.put("kafka.heartbeat.interval.ms", "2000");
        settings.putAll(more);
        ServiceProcess process = ServiceProcess.launch(
                service, settings, Path.of("target", "replica-" + service.id() + "-" + port + ".log"));
        process.ready().join();
        return new Replica(process, URI.create("http://localhost:" + port));
    }

    record Replica(ServiceProcess process, URI address) {}

    private static String temporaryFolder() {
        try {
            return Files.createTempDirectory("tideway-replica-").toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that lies on a topic now, keys and values as text. */
    List<Map.Entry<String, String>> allOf(Topic topic) {
        return messages(topic).stream()
                .map(message -> Map.entry(
                        message.key() == null ? "" : message.key(),
                        new String(message.value(), StandardCharsets.UTF_8)))
                .toList();
    }

    List<ConsumerRecord<String, byte[]>> messages(Topic topic) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka()),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            return TopicReader.messages(consumer, topic.topicName());
        }
    }

    void stop(Part part) {
        stack.servers().stop(part);
    }

    /** Gives the part back; one that runs is left alone. */
    void start(Part part) {
        stack.servers().start(List.of(part));
    }
}
