package dev.tideway.catalog.outbox;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Sends to Kafka and says when all in-sync replicas have it, or fails within the configured time. */
@ApplicationScoped
public class KafkaSender {
    private static final int MAX_REQUEST_BYTES = 16 << 20;

    private final Map<String, Object> settings;
    private @Nullable Producer<String, byte[]> producer;

    KafkaSender(@Identifier("default-kafka-broker") Map<String, Object> kafka, OutboxConfig config) {
        int limit = Math.toIntExact(config.sendTimeout().toMillis());
        settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "catalog-outbox");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        // The broker counts compressed bytes, the producer uncompressed ones: what came in must get to the dead
        // letters.
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, limit);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, limit / 2);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, limit);
    }

    public Uni<Void> send(ProducerRecord<String, byte[]> message) {
        return Uni.createFrom()
                .<Void>emitter(sent -> producer().send(message, (place, failure) -> {
                    if (failure == null) {
                        sent.complete(null);
                    } else {
                        sent.fail(failure);
                    }
                }))
                // The client waits for the topic's metadata in send() itself.
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    /** Made at the first message: the client refuses to be made while Kafka's name cannot be resolved. */
    private synchronized Producer<String, byte[]> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    @PreDestroy
    synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(1));
        }
    }
}
