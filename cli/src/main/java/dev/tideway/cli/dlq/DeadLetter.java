package dev.tideway.cli.dlq;

import dev.tideway.protocol.event.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * What the headers of a message on a dead-letter topic tell; the message itself may be long and is not kept.
 *
 * @param time RFC 3339, UTC: when it was put aside
 * @param subject what it is about, {@code project/os/build}; absent where the message is no event
 * @param cause why it could not be handled
 * @param source where it lay on the source topic, {@code partition/offset}
 */
record DeadLetter(
        Position position,
        String time,
        @Nullable String projectId,
        @Nullable String subject,
        String cause,
        @Nullable String source) {
    private static final String SUBJECT = "ce_subject";

    static DeadLetter of(ConsumerRecord<String, byte[]> message) {
        Map<String, String> headers = headers(message);
        String partition = headers.get(DeadLetterHeaders.PARTITION);
        return new DeadLetter(
                new Position(message.partition(), message.offset()),
                headers.getOrDefault(
                        DeadLetterHeaders.TIME,
                        Instant.ofEpochMilli(message.timestamp()).toString()),
                message.key(),
                headers.get(SUBJECT),
                headers.getOrDefault(DeadLetterHeaders.CAUSE, "not told"),
                partition == null ? null : partition + "/" + headers.get(DeadLetterHeaders.OFFSET));
    }

    /** All of them as text, the last one of each name. */
    static Map<String, String> headers(ConsumerRecord<String, byte[]> message) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : message.headers()) {
            headers.put(header.key(), header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8));
        }
        return headers;
    }

    /** The build's id, where the message is an event about one. */
    @Nullable String buildId() {
        return part(2);
    }

    @Nullable String os() {
        return part(1);
    }

    private @Nullable String part(int index) {
        String[] parts = subject == null ? new String[0] : subject.split("/", -1);
        return parts.length == 3 ? parts[index] : null;
    }
}
