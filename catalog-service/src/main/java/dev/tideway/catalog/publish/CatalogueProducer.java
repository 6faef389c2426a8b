package dev.tideway.catalog.publish;

import dev.tideway.protocol.Topic;
import dev.tideway.protocol.catalogue.Catalogue;
import dev.tideway.protocol.event.KafkaEvents;
import io.cloudevents.CloudEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Tells every replica of a project's state; done when all in-sync brokers have it. */
@ApplicationScoped
public class CatalogueProducer {
    private static final URI SOURCE = URI.create("urn:tideway:catalog");

    /** Before compression; what brokers count is after it, and a state shrinks to about a tenth. */
    private static final int LARGEST_REQUEST_BYTES = 16 << 20;

    private final Map<String, Object> kafka;
    private final Duration limit;
    private @Nullable KafkaProducer<String, byte[]> producer;

    CatalogueProducer(@Identifier("default-kafka-broker") Map<String, Object> kafka, PublisherConfig config) {
        this.kafka = kafka;
        this.limit = config.kafkaLimit();
    }

    Uni<Void> send(Catalogue excerpt) {
        // The same state has the same id however often it is sent.
        byte[] name = (excerpt.projectId() + "/" + excerpt.revision()).getBytes(StandardCharsets.UTF_8);
        CloudEvent event = KafkaEvents.newCloudEvent(excerpt, SOURCE, UUID.nameUUIDFromBytes(name));
        ProducerRecord<String, byte[]> message = KafkaEvents.message(Topic.CATALOGUE, excerpt.projectId(), event);
        // Off the event loop: a producer that does not know the brokers yet waits for them.
        return Uni.createFrom()
                .item(() -> send(message))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .chain(sent -> Uni.createFrom().completionStage(sent));
    }

    private CompletableFuture<Void> send(ProducerRecord<String, byte[]> message) {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        producer().send(message, (metadata, failure) -> {
            if (failure == null) {
                sent.complete(null);
            } else {
                sent.completeExceptionally(failure);
            }
        });
        return sent;
    }

    /** Made when it is first needed: with a name that DNS does not know yet, making it fails. */
    private synchronized KafkaProducer<String, byte[]> producer() {
        KafkaProducer<String, byte[]> made = producer;
        if (made == null) {
            made = new KafkaProducer<>(settings(), new StringSerializer(), new ByteArraySerializer());
            producer = made;
        }
        return made;
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(kafka);
        int limitMillis = Math.toIntExact(limit.toMillis());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST_BYTES);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, limitMillis);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, limitMillis / 2);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, limitMillis);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "catalogue-publisher");
        return settings;
    }

    @PreDestroy
    synchronized void close() {
        if (producer != null) {
            producer.close(limit);
        }
    }
}
