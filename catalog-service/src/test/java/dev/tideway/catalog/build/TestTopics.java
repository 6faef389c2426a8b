package dev.tideway.catalog.build;

import dev.tideway.protocol.Event;
import dev.tideway.protocol.Topic;
import dev.tideway.protocol.event.KafkaEvents;
import dev.tideway.protocol.event.PackageReady;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** What CI, packager and followers do on the real topics. */
public final class TestTopics {
    private TestTopics() {}

    /**
     * Sends as anybody would who may; returns when the broker has it. As with the packager, a package lies in the public
     * bucket before it is said to be ready.
     */
    public static void send(Topic topic, Event event) {
        if (event instanceof PackageReady ready) {
            TestArtifacts.put(ready);
        }
        sendAlone(topic, event);
    }

    public static void sendAlone(Topic topic, Event event) {
        send(KafkaEvents.message(topic, event.projectId(), KafkaEvents.newCloudEvent(event, URI.create("/test"))));
    }

    public static void send(ProducerRecord<String, byte[]> message) {
        try (var producer = new KafkaProducer<>(address(), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(message).get(1, TimeUnit.MINUTES);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Everything that lies on a topic for one project, in order. */
    public static List<ConsumerRecord<String, byte[]>> of(Topic topic, String projectId) {
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(address(), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.topicName()).stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(found::add);
            }
        }
        return found.stream().filter(m -> projectId.equals(m.key())).toList();
    }

    public static <T extends Event> List<T> events(Topic topic, String projectId, Class<T> type) {
        return of(topic, projectId).stream()
                .map(KafkaEvents::read)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private static Map<String, Object> address() {
        return Map.of(
                "bootstrap.servers",
                ConfigProvider.getConfig().getValue("tideway.kafka.bootstrap-servers", String.class),
                "allow.auto.create.topics",
                "false");
    }
}
