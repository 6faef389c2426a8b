package dev.tideway.catalog.build;

import dev.tideway.catalog.outbox.KafkaSender;
import dev.tideway.protocol.Topic;
import dev.tideway.protocol.event.DeadLetterHeaders;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jboss.logging.Logger;

/** Puts outcomes that can never be handled aside, as they came, with why, from where and when in their headers. */
@Startup
@ApplicationScoped
class DeadLetters {
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);

    private final KafkaSender kafka;
    private final Counter sent;

    DeadLetters(KafkaSender kafka, MeterRegistry registry) {
        this.kafka = kafka;
        this.sent = Counter.builder("tideway.dead.letters")
                .description("Messages put aside")
                .tag("topic", Topic.PACKAGES_DLQ.topicName())
                .register(registry);
    }

    Uni<Void> send(ConsumerRecord<String, byte[]> message, Throwable cause) {
        var headers = new RecordHeaders(message.headers().toArray());
        header(headers, DeadLetterHeaders.CAUSE, String.valueOf(cause.getMessage()));
        header(headers, DeadLetterHeaders.TOPIC, message.topic());
        header(headers, DeadLetterHeaders.PARTITION, Integer.toString(message.partition()));
        header(headers, DeadLetterHeaders.OFFSET, Long.toString(message.offset()));
        header(headers, DeadLetterHeaders.TIME, Instant.now().toString());
        LOG.errorf(
                "A message that can never be handled goes from %s-%d@%d to %s: %s",
                message.topic(),
                message.partition(),
                message.offset(),
                Topic.PACKAGES_DLQ.topicName(),
                cause.getMessage());
        return kafka.send(new ProducerRecord<>(
                        Topic.PACKAGES_DLQ.topicName(), null, message.key(), message.value(), headers))
                .invoke(() -> sent.increment());
    }

    private static void header(RecordHeaders headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
