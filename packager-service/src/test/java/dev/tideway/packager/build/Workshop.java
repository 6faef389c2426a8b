package dev.tideway.packager.build;

import dev.tideway.protocol.Topic;
import dev.tideway.protocol.WireJson;
import dev.tideway.protocol.artifact.ArtifactKeys;
import dev.tideway.protocol.catalogue.Catalogue;
import dev.tideway.protocol.event.BuildEvent;
import dev.tideway.protocol.event.BuildFinished;
import dev.tideway.protocol.event.BuildSource;
import dev.tideway.protocol.event.KafkaEvents;
import dev.tideway.protocol.event.ReleaseOffered;
import dev.tideway.s3.S3Config;
import io.minio.GetObjectArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.StatObjectArgs;
import io.minio.StatObjectResponse;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What tests of the running packager do as a build system and as a reader of its topics. */
@Singleton
class Workshop {
    static final Duration PATIENCE = Duration.ofMinutes(4);

    private final MinioClient s3;
    private final S3Config config;
    private final String brokers;
    private final KafkaProducer<String, byte[]> producer;

    Workshop(
            MinioClient s3, S3Config config, @ConfigProperty(name = "tideway.kafka.bootstrap-servers") String brokers) {
        this.s3 = s3;
        this.config = config;
        this.brokers = brokers;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers), new StringSerializer(), new ByteArraySerializer());
    }

    @PreDestroy
    void close() {
        producer.close();
    }

    /** A project of its own for each test. */
    static String newProject() {
        return "p-" + UUID.randomUUID();
    }

    String upload(String project, String name, byte[] content) throws Exception {
        String key = "builds/" + project + "/" + name;
        s3.putObject(PutObjectArgs.builder()
                .bucket(config.privateBucket())
                .object(key)
                .data(content, content.length)
                .build());
        return key;
    }

    void removeSource(String key) throws Exception {
        s3.removeObject(RemoveObjectArgs.builder()
                .bucket(config.privateBucket())
                .object(key)
                .build());
    }

    byte[] publicObject(String key) throws Exception {
        return object(config.publicBucket(), key);
    }

    byte[] privateObject(String key) throws Exception {
        return object(config.privateBucket(), key);
    }

    private byte[] object(String bucket, String key) throws Exception {
        try (var answer =
                s3.getObject(GetObjectArgs.builder().bucket(bucket).object(key).build())) {
            return answer.readAllBytes();
        }
    }

    StatObjectResponse publicHead(String key) throws Exception {
        return s3.statObject(StatObjectArgs.builder()
                .bucket(config.publicBucket())
                .object(key)
                .build());
    }

    static BuildFinished build(String project, String id, BuildSource source, String root) {
        return new BuildFinished(
                id, project, "ios", "2.1.0", null, source, root, null, false, 0, null, null, "9fceb02");
    }

    void announce(BuildFinished build) {
        send(KafkaEvents.message(Topic.BUILDS, build.projectId(), KafkaEvents.newCloudEvent(build, URI.create("/ci"))));
    }

    void offer(ReleaseOffered release) {
        send(KafkaEvents.message(
                Topic.RELEASES, release.projectId(), KafkaEvents.newCloudEvent(release, URI.create("/catalog"))));
    }

    /** Writes the project's catalogue as the catalog does. */
    void publish(Catalogue catalogue) throws Exception {
        byte[] json = WireJson.write(catalogue);
        s3.putObject(PutObjectArgs.builder()
                .bucket(config.privateBucket())
                .object(ArtifactKeys.catalogue(catalogue.projectId()))
                .data(json, json.length)
                .build());
    }

    void send(ProducerRecord<String, byte[]> message) {
        try {
            producer.send(message).get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static ProducerRecord<String, byte[]> event(String project, String type, String data) {
        ProducerRecord<String, byte[]> message =
                new ProducerRecord<>("builds", project, data.getBytes(StandardCharsets.UTF_8));
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        "1",
                        "ce_source",
                        "/ci",
                        "ce_type",
                        type,
                        "content-type",
                        "application/json")
                .forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return message;
    }

    /** The outcomes of a project's builds in their order, once there are so many. */
    List<BuildEvent> outcomes(String project, int atLeast) {
        return said(project, BuildEvent.class, atLeast);
    }

    /** What the packager said of a project, of one kind and in its order, once there is so much. */
    <T> List<T> said(String project, Class<T> kind, int atLeast) {
        AtomicReference<List<T>> found = new AtomicReference<>(List.of());
        Awaitility.await().atMost(PATIENCE).until(() -> {
            found.set(messages(Topic.PACKAGES, project).stream()
                    .map(KafkaEvents::read)
                    .filter(kind::isInstance)
                    .map(kind::cast)
                    .toList());
            return found.get().size() >= atLeast;
        });
        return found.get();
    }

    BuildEvent outcome(String project) {
        return outcomes(project, 1).get(0);
    }

    ConsumerRecord<String, byte[]> putAside(String project) {
        return putAside(Topic.BUILDS_DLQ, project);
    }

    ConsumerRecord<String, byte[]> putAside(Topic deadLetters, String project) {
        AtomicReference<List<ConsumerRecord<String, byte[]>>> found = new AtomicReference<>(List.of());
        Awaitility.await().atMost(PATIENCE).until(() -> {
            found.set(messages(deadLetters, project));
            return !found.get().isEmpty();
        });
        return found.get().get(0);
    }

    private List<ConsumerRecord<String, byte[]>> messages(Topic topic, String project) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.topicName()).stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                for (ConsumerRecord<String, byte[]> message : consumer.poll(Duration.ofMillis(100))) {
                    if (project.equals(message.key())) {
                        found.add(message);
                    }
                }
            }
            return found;
        }
    }
}
