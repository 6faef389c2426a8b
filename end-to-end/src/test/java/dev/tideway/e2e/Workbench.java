package dev.tideway.e2e;

import static org.awaitility.Awaitility.await;

import dev.tideway.local.parts.Part;
import dev.tideway.local.parts.Ports;
import dev.tideway.local.stack.ServiceProcess;
import dev.tideway.local.stack.TidewayService;
import dev.tideway.local.testing.RealParts;
import dev.tideway.local.testing.S3Gate;
import dev.tideway.protocol.Topic;
import dev.tideway.protocol.WireJson;
import dev.tideway.protocol.artifact.ArtifactKeys;
import dev.tideway.protocol.artifact.Receipt;
import dev.tideway.protocol.artifact.Sha256;
import dev.tideway.protocol.event.BuildFinished;
import dev.tideway.protocol.event.BuildOutcome;
import dev.tideway.protocol.event.BuildSource;
import dev.tideway.protocol.event.KafkaEvents;
import io.minio.GetObjectArgs;
import io.minio.ListObjectsArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.Result;
import io.minio.messages.Item;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A real Kafka and S3 with a gate before it, and packagers as processes that may be stopped and killed. */
final class Workbench implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final String GROUP = "packager";

    private final Map<String, String> servers = RealParts.start(Part.KAFKA, Part.S3);
    private final S3Gate gate = new S3Gate(servers.get("tideway.s3.url"));
    private final MinioClient s3 = MinioClient.builder()
            .endpoint(servers.get("tideway.s3.url"))
            .credentials(servers.get("tideway.s3.access-key"), servers.get("tideway.s3.secret-key"))
            .build();
    private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka()), new StringSerializer(), new ByteArraySerializer());
    /** A fetch that has found the end must be over before the next one can begin at the beginning. */
    private final KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka(), "fetch.max.wait.ms", "10"),
            new StringDeserializer(),
            new ByteArrayDeserializer());

    private final List<Packager> packagers = new ArrayList<>();
    private final Path folder;

    Workbench() {
        try {
            folder = Files.createTempDirectory("tideway-workbench-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A packager that serves.
     *
     * @param name its place in the consumer group, which one that is started after its death under the same name takes
     */
    Packager start(String name, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(servers);
        settings.put("tideway.s3.url", gate.url());
        settings.put("quarkus.http.host", "localhost");
        settings.put("quarkus.http.port", Ports.freePorts(1).get(0).toString());
        settings.put("quarkus.log.console.json.enabled", "false");
        settings.put("tideway.packager.instance-id", name);
        settings.put("tideway.packager.work-folder", workFolder().toString());
        settings.put("tideway.packager.first-pause", "50ms");
        settings.put("tideway.packager.shutdown-time", "40s");
        settings.putAll(more);
        Path log = folder.resolve(name + ".log");
        Packager packager = new Packager(ServiceProcess.launch(TidewayService.PACKAGER, settings, log), settings, log);
        packagers.add(packager);
        packager.process().ready().join();
        return packager;
    }

    /** Takes a packager away for good, so that the others get its place. */
    void remove(Packager packager) {
        packager.process().kill();
        packagers.remove(packager);
        forget(List.of(packager.settings().get("tideway.packager.instance-id")));
    }

    S3Gate gate() {
        return gate;
    }

    String kafka() {
        return servers.get("tideway.kafka.bootstrap-servers");
    }

    Path workFolder() {
        return folder.resolve("work");
    }

    void upload(String key, byte[] content) {
        try {
            s3.putObject(PutObjectArgs.builder()
                    .bucket(privateBucket())
                    .object(key)
                    .data(content, content.length)
                    .build());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    void remove(String key) {
        try {
            s3.removeObject(RemoveObjectArgs.builder()
                    .bucket(privateBucket())
                    .object(key)
                    .build());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** An archive of two files whose package nobody else has. */
    static byte[] archive(String content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : tree(content).entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static Map<String, byte[]> tree(String content) {
        return new TreeMap<>(Map.of(
                "index.html", ("<h1>" + content + "</h1>").getBytes(StandardCharsets.UTF_8),
                "js/app.js", ("alert('" + content + "');").repeat(20_000).getBytes(StandardCharsets.UTF_8)));
    }

    static BuildFinished build(String project, String id, BuildSource source) {
        return new BuildFinished(id, project, "ios", "1.0.0", null, source, null, null, false, 0, null, null, null);
    }

    /** Uploads an archive and announces it. */
    BuildFinished publish(String project, String id) {
        String key = "builds/" + project + "/" + id + "/upload.zip";
        upload(key, archive(project + id));
        BuildFinished build = build(project, id, BuildSource.archive(key));
        announce(build);
        return build;
    }

    void announce(BuildFinished build, Map<String, String> headers) {
        ProducerRecord<String, byte[]> message = KafkaEvents.message(
                Topic.BUILDS, build.projectId(), KafkaEvents.newCloudEvent(build, URI.create("/ci")));
        headers.forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try {
            producer.send(message).get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    void announce(BuildFinished build) {
        announce(build, Map.of());
    }

    /** Messages about a project's builds, once there are so many. */
    List<ConsumerRecord<String, byte[]>> messages(Topic topic, String project, int atLeast) {
        return await().atMost(PATIENCE).until(() -> messages(topic, project), found -> found.size() >= atLeast);
    }

    /** By one thread at a time: those who wait ask in threads of their own. */
    synchronized List<ConsumerRecord<String, byte[]>> messages(Topic topic, String project) {
        return TopicReader.messages(consumer, topic.topicName()).stream()
                .filter(message -> project.equals(message.key()))
                .toList();
    }

    /** What was said about one build, once anything was. */
    List<BuildOutcome> outcomes(String project, String buildId) {
        return await().atMost(PATIENCE)
                .until(
                        () -> messages(Topic.PACKAGES, project).stream()
                                .map(KafkaEvents::read)
                                .filter(BuildOutcome.class::isInstance)
                                .map(BuildOutcome.class::cast)
                                .filter(outcome -> outcome.buildId().equals(buildId))
                                .toList(),
                        found -> !found.isEmpty());
    }

    Receipt receipt(String project, String buildId) {
        return WireJson.read(object(privateBucket(), ArtifactKeys.receipt(project, "ios", buildId)), Receipt.class);
    }

    List<String> keys(String prefix) {
        List<String> keys = new ArrayList<>();
        try {
            for (Result<Item> item : s3.listObjects(ListObjectsArgs.builder()
                    .bucket(privateBucket())
                    .prefix(prefix)
                    .recursive(true)
                    .build())) {
                keys.add(item.get().objectName());
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return keys;
    }

    Sha256 digestOfPublic(String key) {
        return Sha256.of(object(servers.get("tideway.s3.public-bucket"), key));
    }

    /** Folders of builds that are under way, in all processes, and of processes. */
    List<String> temporaryFolders() {
        try (Stream<Path> found = Files.walk(workFolder(), 2)) {
            return found.filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .filter(name -> name.startsWith("process-") || name.startsWith("build-"))
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            // Removed while it was looked at.
            return List.of("changing");
        }
    }

    boolean hasTemporaryFile(String name) {
        try (Stream<Path> found = Files.walk(workFolder())) {
            return found.anyMatch(path -> path.getFileName().toString().equals(name));
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    /** How many partitions of {@code builds} each packager reads; the coordinator does not answer while they change. */
    Map<String, Integer> partitionsByMember() {
        Map<String, Integer> partitions = new HashMap<>();
        try (Admin admin = admin()) {
            admin.describeConsumerGroups(List.of(GROUP)).all().get().get(GROUP).members().stream()
                    .filter(member -> member.groupInstanceId().isPresent())
                    .forEach(member -> partitions.put(
                            member.groupInstanceId().get(),
                            member.assignment().topicPartitions().size()));
        } catch (Exception e) {
            return Map.of();
        }
        return partitions;
    }

    @Override
    public void close() {
        List.copyOf(packagers).forEach(this::remove);
        producer.close();
        consumer.close();
        gate.close();
    }

    /** Members with a name of their own keep their place after their end. */
    private void forget(List<String> members) {
        try (Admin admin = admin()) {
            admin.removeMembersFromConsumerGroup(
                            GROUP,
                            new RemoveMembersFromConsumerGroupOptions(
                                    members.stream().map(MemberToRemove::new).toList()))
                    .all()
                    .get();
        } catch (Exception e) {
            // Gone by itself: it was away for longer than its session.
            if (!(e.getCause() instanceof UnknownMemberIdException)) {
                throw new IllegalStateException(e);
            }
        }
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", kafka()));
    }

    private String privateBucket() {
        return servers.get("tideway.s3.private-bucket");
    }

    private byte[] object(String bucket, String key) {
        try (var answer =
                s3.getObject(GetObjectArgs.builder().bucket(bucket).object(key).build())) {
            return answer.readAllBytes();
        } catch (Exception e) {
            throw new IllegalStateException(bucket + "/" + key, e);
        }
    }

    /** One of the packagers. */
    record Packager(ServiceProcess process, Map<String, String> settings, Path log) {
        private static final HttpClient HTTP = HttpClient.newHttpClient();

        int status(String path) {
            return get(path).statusCode();
        }

        /** The value of a metric, 0 where there is none yet. */
        double metric(String series) {
            return get("/q/metrics")
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(series + " "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                    .findFirst()
                    .orElse(0);
        }

        String logged() {
            try {
                return Files.readString(log);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private HttpResponse<String> get(String path) {
            try {
                return HTTP.send(
                        HttpRequest.newBuilder(
                                        URI.create("http://localhost:" + settings.get("quarkus.http.port") + path))
                                .timeout(Duration.ofMinutes(2))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
