package dev.tideway.bench.check;

import dev.tideway.protocol.Event;
import dev.tideway.protocol.Topic;
import dev.tideway.protocol.catalogue.Catalogue;
import dev.tideway.protocol.event.KafkaEvents;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends what the service reads: catalogues to fill its index with, and events of builds. */
final class BenchTopic implements AutoCloseable {
    private static final URI SOURCE = URI.create("/bench");

    private final Producer<String, byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    BenchTopic(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "gzip"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    void send(Catalogue catalogue) {
        send(Topic.CATALOGUE, catalogue.projectId(), catalogue);
    }

    void send(Topic topic, String projectId, Event event) {
        producer.send(
                KafkaEvents.message(topic, projectId, KafkaEvents.newCloudEvent(event, SOURCE)),
                (metadata, problem) -> {
                    if (problem != null) {
                        failure.set(problem);
                    }
                });
    }

    /** Returns when the broker has all that was sent. */
    void flush() {
        producer.flush();
        Exception problem = failure.get();
        if (problem != null) {
            throw new IllegalStateException("Kafka did not take a message", problem);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
