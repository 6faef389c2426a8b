package dev.tideway.packager.build;

import dev.tideway.protocol.Event;
import dev.tideway.protocol.Topic;
import dev.tideway.protocol.WireJson;
import dev.tideway.protocol.event.ActionsReady;
import dev.tideway.protocol.event.BuildEvent;
import dev.tideway.protocol.event.DeadLetterHeaders;
import dev.tideway.protocol.event.EventType;
import dev.tideway.protocol.event.KafkaEvents;
import io.micrometer.core.instrument.Metrics;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.faulttolerance.api.BeforeRetry;
import io.smallrye.faulttolerance.api.ExponentialBackoff;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.faulttolerance.Retry;

/**
 * Tells what became of a build, and puts aside what could not be handled. Returns when all in-sync replicas have it, and
 * waits for Kafka as long as it takes.
 */
@ApplicationScoped
@Retry(maxRetries = -1, maxDuration = 0, delay = 300, jitter = 100, retryOn = KafkaAwayException.class)
@ExponentialBackoff(factor = 2, maxDelay = 20_000)
@BeforeRetry(KafkaAwayNotice.class)
public class OutcomePublisher {
    private static final URI SOURCE = URI.create("/packager");

    private final Producer<String, byte[]> producer;

    OutcomePublisher(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        producer = new KafkaProducer<>(settings(kafka), new StringSerializer(), new ByteArraySerializer());
    }

    static Map<String, Object> settings(Map<String, Object> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        // The broker's limit counts compressed bytes, the producer's uncompressed ones, so a message that came in
        // compressed may have many times the limit here, and must be able to go to the dead letters all the same.
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 16 << 20);
        return settings;
    }

    /** The same outcome has the same CloudEvent id, so that whoever hears it twice can tell. */
    public void publish(BuildEvent outcome, BuildSpan span) {
        send(message(outcome, span));
    }

    /** What was made of an offered release; the same has the same CloudEvent id, as with outcomes. */
    public void publish(ActionsReady ready, BuildSpan span) {
        send(message(ready, span));
    }

    private static ProducerRecord<String, byte[]> message(Event event, BuildSpan span) {
        byte[] identity =
                (EventType.of(event).wireName() + WireJson.writeString(event)).getBytes(StandardCharsets.UTF_8);
        ProducerRecord<String, byte[]> message = KafkaEvents.message(
                Topic.PACKAGES,
                event.projectId(),
                KafkaEvents.newCloudEvent(event, SOURCE, UUID.nameUUIDFromBytes(identity)));
        span.carryOn(message.headers());
        return message;
    }

    /** Key, value and headers as they came, with headers that say why and from where. */
    public void putAside(ConsumerRecord<String, byte[]> message, String cause) {
        ProducerRecord<String, byte[]> aside = aside(message, cause, Instant.now());
        send(aside);
        Metrics.counter("tideway.dead.letters", "topic", aside.topic()).increment();
    }

    static ProducerRecord<String, byte[]> aside(ConsumerRecord<String, byte[]> message, String cause, Instant now) {
        ProducerRecord<String, byte[]> aside =
                new ProducerRecord<>(message.topic() + ".dlq", null, message.key(), message.value(), message.headers());
        header(aside, DeadLetterHeaders.CAUSE, cause);
        header(aside, DeadLetterHeaders.TOPIC, message.topic());
        header(aside, DeadLetterHeaders.PARTITION, Integer.toString(message.partition()));
        header(aside, DeadLetterHeaders.OFFSET, Long.toString(message.offset()));
        header(aside, DeadLetterHeaders.TIME, now.toString());
        return aside;
    }

    private void send(ProducerRecord<String, byte[]> message) {
        try {
            producer.send(message).get();
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while sending", e);
        } catch (ExecutionException e) {
            throw failure(e.getCause() == null ? e : e.getCause());
        }
    }

    private static RuntimeException failure(Throwable cause) {
        return cause instanceof RecordTooLargeException || cause instanceof SerializationException
                ? (RuntimeException) cause
                : new KafkaAwayException(cause);
    }

    private static void header(ProducerRecord<String, byte[]> message, String name, String value) {
        // A message that was replayed before has them already.
        message.headers().remove(name);
        message.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    @PreDestroy
    void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
