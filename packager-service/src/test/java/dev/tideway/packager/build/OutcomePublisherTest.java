package dev.tideway.packager.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class OutcomePublisherTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void aDeadLetterSaysWhyAndFromWhere() {
        ConsumerRecord<String, byte[]> message = new ConsumerRecord<>("builds", 3, 7, "shop", new byte[] {1});
        message.headers().add("ce_id", bytes("1"));

        ProducerRecord<String, byte[]> aside = OutcomePublisher.aside(message, "INVALID_EVENT: no", NOW);

        assertThat(aside.topic()).isEqualTo("builds.dlq");
        assertThat(headers(aside))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "ce_id", "1",
                        "dead-letter-cause", "INVALID_EVENT: no",
                        "dead-letter-topic", "builds",
                        "dead-letter-partition", "3",
                        "dead-letter-offset", "7",
                        "dead-letter-time", "2026-11-21T12:00:00Z"));
    }

    @Test
    void aDeadLetterThatWasReplayedSaysItsLastFailureAlone() {
        ConsumerRecord<String, byte[]> message = new ConsumerRecord<>("builds", 3, 7, "shop", new byte[] {1});
        message.headers().add("dead-letter-cause", bytes("the first one"));

        ProducerRecord<String, byte[]> aside = OutcomePublisher.aside(message, "the second one", NOW);

        assertThat(aside.headers().headers("dead-letter-cause")).hasSize(1);
        assertThat(headers(aside)).containsEntry("dead-letter-cause", "the second one");
    }

    @Test
    void whatCameInCompressedCanGoOut() {
        assertThat(OutcomePublisher.settings(Map.of()))
                .containsEntry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip")
                .containsEntry(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 16 * 1024 * 1024);
    }

    private static Map<String, String> headers(ProducerRecord<String, byte[]> message) {
        Map<String, String> headers = new TreeMap<>();
        message.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return headers;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
