package dev.tideway.catalog.check;

import static dev.tideway.catalog.check.Catalogues.catalogue;
import static dev.tideway.catalog.check.Catalogues.release;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.local.parts.Part;
import dev.tideway.local.testing.RealParts;
import dev.tideway.protocol.Topic;
import dev.tideway.protocol.artifact.ArtifactKeys;
import dev.tideway.protocol.catalogue.Catalogue;
import dev.tideway.protocol.event.KafkaEvents;
import dev.tideway.s3.S3Config;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.minio.MakeBucketArgs;
import io.minio.MinioAsyncClient;
import io.minio.PutObjectArgs;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a real broker and a real S3 server, which are taken away and given back. */
class CatalogueFollowerTest {
    private static final Duration LONG = Duration.ofMinutes(4);
    /** Kafka is there, so it is waited for however slow it is. */
    private static final IndexConfig PATIENT = new Timing(Duration.ofMinutes(2), Duration.ofMillis(200), 4);

    private static final IndexConfig IMPATIENT = new Timing(Duration.ofSeconds(2), Duration.ofMillis(200), 4);
    /** A client of Kafka that is closed while it waits for an answer does so for a minute, where nothing else is said. */
    private static final Duration LESS_THAN_KAFKAS_OWN = Duration.ofSeconds(50);

    private static Map<String, String> parts;
    private static MinioAsyncClient s3;

    private final String project = "p-" + UUID.randomUUID();
    private final List<Replica> replicas = new ArrayList<>();
    private String bucket;
    private CatalogueStore store;

    private record Timing(Duration kafkaWait, Duration retryPause, int loadConcurrency) implements IndexConfig {}

    /** What one replica of the service has of this. */
    private final class Replica {
        final MeterRegistry registry = new SimpleMeterRegistry();
        final CatalogueIndex index = new CatalogueIndex("https://cdn.example.com");
        final IndexMetrics metrics = new IndexMetrics(registry, index);
        final CatalogueFollower follower;

        Replica() {
            this(PATIENT);
        }

        Replica(IndexConfig config) {
            follower = new CatalogueFollower(
                    index, new CatalogueLoader(store, index, metrics, config), metrics, config, kafka());
            replicas.add(this);
            follower.start(new StartupEvent());
        }

        Replica filled() {
            await().atMost(LONG).until(index::isFilled);
            return this;
        }

        String told(String projectId) {
            ProjectAnswers answers = index.find(projectId);
            return answers == null
                    ? "nothing"
                    : new String(
                            answers.to(new CheckQuery(projectId, "ios", "1.0", null, true))
                                    .body(),
                            StandardCharsets.UTF_8);
        }

        double revisions(String result) {
            return registry.get("tideway.index.revisions")
                    .tag("result", result)
                    .counter()
                    .count();
        }
    }

    @BeforeAll
    static void startKafkaAndS3() {
        parts = RealParts.start(Part.KAFKA, Part.S3);
        s3 = MinioAsyncClient.builder()
                .endpoint(parts.get("tideway.s3.url"))
                .region(parts.get("tideway.s3.region"))
                .credentials(parts.get("tideway.s3.access-key"), parts.get("tideway.s3.secret-key"))
                .build();
    }

    @BeforeEach
    void createABucket() {
        bucket = "private-" + UUID.randomUUID();
        s3.makeBucket(MakeBucketArgs.builder().bucket(bucket).build()).join();
        store = new CatalogueStore(s3, s3Config(bucket));
    }

    @AfterEach
    void stopTheReplicas() throws InterruptedException {
        for (Replica replica : replicas) {
            replica.follower.stop(new ShutdownEvent());
        }
    }

    @Test
    void aReplayOfTheWholeTopicGivesTheSameIndex() {
        publish(catalogue(project, 1, release("ios", "1.0", 1)));
        publish(catalogue(project, 3, release("ios", "1.0", 3)));
        Replica first = new Replica().filled();
        publish(catalogue(project, 2, release("ios", "1.0", 2)));
        publish(catalogue(project, 4, release("ios", "1.0", 4)));
        await().atMost(LONG).until(() -> first.told(project).contains("\"revision\":4"));

        Replica second = new Replica().filled();

        assertThat(second.told(project)).isEqualTo(first.told(project)).contains("\"update_number\":\"4\"");
        await().atMost(LONG).until(() -> second.index.size() == first.index.size());
    }

    @Test
    void aRevisionThatArrivesLateChangesNothing() {
        publish(catalogue(project, 7, release("ios", "1.0", 7)));
        Replica replica = new Replica().filled();
        double ignored = replica.revisions("ignored");

        publish(catalogue(project, 6, release("ios", "1.0", 6)));
        publish(catalogue(project, 7));

        await().atMost(LONG).until(() -> replica.revisions("ignored") >= ignored + 2);
        assertThat(replica.told(project)).contains("\"revision\":7", "\"update_number\":\"7\"");
    }

    @Test
    void saysHowFarItIsBehindWhatIsPublished() {
        publish(catalogue(project, 1, release("ios", "1.0", 1)));
        Replica replica = new Replica().filled();
        long before = replica.registry.get("tideway.index.lag").timer().count();

        publish(catalogue(project, 2, release("ios", "1.0", 2)));

        await().atMost(LONG).until(() -> replica.told(project).contains("\"revision\":2"));
        await().atMost(LONG)
                .until(() -> replica.registry.get("tideway.index.lag").timer().count() > before);
        await().atMost(LONG)
                .until(() ->
                        replica.registry.get("tideway.index.unread").gauge().value() == 0);
    }

    @Test
    void aProjectThatIsMissingOnTheTopicComesFromS3BeforeItIsReady() {
        store.save(catalogue(project, 5, release("ios", "1.0", 5))).await().atMost(LONG);

        Replica replica = new Replica().filled();

        assertThat(replica.told(project)).contains("\"update_number\":\"5\"");
        assertThat(replica.follower.doing()).isEqualTo("topic");
    }

    @Test
    void whatCannotBeReadIsSkippedAndCounted() {
        send(new ProducerRecord<>("catalogue", project, "no JSON".getBytes(StandardCharsets.UTF_8)));
        send(new ProducerRecord<>("catalogue", project, null));
        send(message("another-key", catalogue(project, 9)));
        publish(catalogue(project, 2, release("ios", "1.0", 2)));
        byte[] broken = "{\"project_id\":\"broken\"".getBytes(StandardCharsets.UTF_8);
        s3.putObject(PutObjectArgs.builder()
                        .bucket(bucket)
                        .object(ArtifactKeys.catalogue("broken"))
                        .data(broken, broken.length)
                        .build())
                .join();

        Replica replica = new Replica().filled();

        assertThat(replica.told(project)).contains("\"revision\":2");
        assertThat(replica.revisions("unreadable")).isGreaterThanOrEqualTo(4);
    }

    @Test
    void fillsFromS3WhileKafkaIsAwayAndFollowsTheTopicLater() {
        store.save(catalogue(project, 5, release("ios", "1.0", 5))).await().atMost(LONG);
        RealParts.stop(Part.KAFKA);
        Replica replica;
        try {
            replica = new Replica(IMPATIENT);
            await().atMost(LESS_THAN_KAFKAS_OWN).until(replica.index::isFilled);

            assertThat(replica.told(project)).contains("\"update_number\":\"5\"");
            assertThat(replica.follower.doing()).contains("S3");
        } finally {
            RealParts.restart(Part.KAFKA);
        }
        publish(catalogue(project, 6, release("ios", "1.0", 6)));

        await().atMost(LONG).until(() -> replica.told(project).contains("\"update_number\":\"6\""));
    }

    @Test
    void goesOnAnsweringAndCatchesUpWhenKafkaWasAwayForAWhile() {
        publish(catalogue(project, 1, release("ios", "1.0", 1)));
        Replica replica = new Replica().filled();
        RealParts.stop(Part.KAFKA);
        try {
            assertThat(replica.told(project)).contains("\"revision\":1");
        } finally {
            RealParts.restart(Part.KAFKA);
        }
        publish(catalogue(project, 2, release("ios", "1.0", 2)));

        await().atMost(LONG).until(() -> replica.told(project).contains("\"revision\":2"));
        assertThat(replica.index.isFilled()).isTrue();
    }

    @Test
    void isNotReadyBeforeS3SaidWhetherAProjectIsMissing() {
        publish(catalogue(project, 1, release("ios", "1.0", 1)));
        RealParts.stop(Part.S3);
        Replica replica;
        try {
            replica = new Replica();

            await().atMost(LONG).until(() -> replica.told(project).contains("\"revision\":1"));
            assertThat(replica.index.isFilled()).isFalse();
        } finally {
            RealParts.restart(Part.S3);
        }

        replica.filled();
    }

    @Test
    void refusesATopicThatIsNotCompacted() throws Exception {
        setCleanupPolicy("delete");
        Replica replica;
        try {
            replica = new Replica();

            await().atMost(LONG).until(() -> replica.follower.doing().contains("refusing"));
            assertThat(replica.index.isFilled()).isFalse();
        } finally {
            setCleanupPolicy("compact");
        }

        replica.filled();
    }

    private static S3Config s3Config(String privateBucket) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(S3Config.class)
                .withDefaultValues(parts)
                .withDefaultValue("tideway.s3.private-bucket", privateBucket)
                .build()
                .getConfigMapping(S3Config.class);
    }

    private static Map<String, Object> kafka() {
        return Map.of("bootstrap.servers", parts.get("tideway.kafka.bootstrap-servers"));
    }

    private static void publish(Catalogue catalogue) {
        send(message(catalogue.projectId(), catalogue));
    }

    private static ProducerRecord<String, byte[]> message(String key, Catalogue catalogue) {
        return KafkaEvents.message(
                Topic.CATALOGUE, key, KafkaEvents.newCloudEvent(catalogue, URI.create("urn:tideway:test")));
    }

    private static void send(ProducerRecord<String, byte[]> message) {
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(kafka(), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(message).get(LONG.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void setCleanupPolicy(String policy) throws Exception {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, Topic.CATALOGUE.topicName());
        AlterConfigOp set = new AlterConfigOp(new ConfigEntry("cleanup.policy", policy), AlterConfigOp.OpType.SET);
        try (Admin admin = Admin.create(kafka())) {
            admin.incrementalAlterConfigs(Map.of(topic, Set.of(set))).all().get(LONG.toSeconds(), TimeUnit.SECONDS);
            // The broker that is asked hears of it from the controller a moment later.
            await().atMost(LONG)
                    .until(() -> policy.equals(admin.describeConfigs(Set.of(topic))
                            .all()
                            .get(LONG.toSeconds(), TimeUnit.SECONDS)
                            .get(topic)
                            .get("cleanup.policy")
                            .value()));
        }
    }
}
