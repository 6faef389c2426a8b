package dev.tideway.bench.packager;

import dev.tideway.bench.stack.Bucket;
import dev.tideway.bench.stack.Parts;
import dev.tideway.protocol.Event;
import dev.tideway.protocol.Names;
import dev.tideway.protocol.Topic;
import dev.tideway.protocol.artifact.ArtifactKeys;
import dev.tideway.protocol.event.BuildEvent;
import dev.tideway.protocol.event.BuildFinished;
import dev.tideway.protocol.event.BuildSource;
import dev.tideway.protocol.event.KafkaEvents;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A build system that announces one build after another and waits for what becomes of each. */
final class BuildLine implements AutoCloseable {
    private static final URI SOURCE = URI.create("/bench");
    private static final String PROJECT = "bench";
    private static final String APP_VERSION = "2.1.0";

    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Bucket bucket;
    private int othersReady;

    BuildLine(Parts parts) {
        String servers = parts.setting("tideway.kafka.bootstrap-servers");
        bucket = Bucket.ofPrivate(parts);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "acks", "all"), new StringSerializer(), new ByteArraySerializer());
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers), new StringDeserializer(), new ByteArrayDeserializer());
        var partitions = consumer.partitionsFor(Topic.PACKAGES.topicName()).stream()
                .map(p -> new TopicPartition(p.topic(), p.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** Puts the archive of a build where the event will say that it lies. */
    void upload(String buildId, Path archive) {
        upload(PROJECT, buildId, archive);
    }

    void upload(String project, String buildId, Path archive) {
        bucket.put(key(project, buildId), archive);
    }

    /** Announces the build and returns how long it took until its outcome was there. */
    Duration announce(String buildId, Duration limit) {
        long begin = System.nanoTime();
        send(PROJECT, buildId);
        return await(buildId, begin, limit);
    }

    /** How many builds of other projects were ready while one was waited for. */
    int othersReady() {
        return othersReady;
    }

    /** Announces the build and does not wait for it. */
    void send(String project, String buildId) {
        var build = new BuildFinished(
                buildId,
                project,
                "ios",
                APP_VERSION,
                Names.DEFAULT_CHANNEL,
                BuildSource.archive(key(project, buildId)),
                null,
                BuildFinished.Layout.ROOT,
                false,
                BuildFinished.FULL_ROLLOUT,
                APP_VERSION,
                null,
                null);
        var sent = producer.send(KafkaEvents.message(Topic.BUILDS, project, KafkaEvents.newCloudEvent(build, SOURCE)));
        producer.flush();
        if (!sent.isDone()) {
            throw new IllegalStateException("Kafka did not take the event");
        }
    }

    private Duration await(String buildId, long begin, Duration limit) {
        while (System.nanoTime() - begin < limit.toNanos()) {
            for (var message : consumer.poll(Duration.ofMillis(100))) {
                Event event = KafkaEvents.read(message);
                othersReady += event.projectId().equals(PROJECT) ? 0 : 1;
                if (event instanceof BuildEvent outcome && outcome.buildId().equals(buildId)) {
                    Duration time = Duration.ofNanos(System.nanoTime() - begin);
                    if (!event.getClass().getSimpleName().equals("PackageReady")) {
                        throw new IllegalStateException("The build became " + event);
                    }
                    return time;
                }
            }
        }
        throw new IllegalStateException(buildId + " had no outcome within " + limit);
    }

    private static String key(String project, String buildId) {
        return ArtifactKeys.upload(project, buildId, "bench");
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
        bucket.close();
    }
}
