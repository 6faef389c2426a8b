package dev.tideway.packager.build;

import dev.tideway.packager.source.ReasonCode;
import dev.tideway.protocol.InvalidValueException;
import dev.tideway.protocol.artifact.Reason;
import dev.tideway.protocol.event.BuildFinished;
import dev.tideway.protocol.event.Event;
import dev.tideway.protocol.event.KafkaEvents;
import dev.tideway.protocol.event.UnknownEventTypeException;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One message of {@code builds} on its way through this replica.
 *
 * @param build what it says; absent if it cannot be read
 * @param unreadable why; there exactly if {@code build} is absent
 * @param attempt 1 or more
 * @param notBefore when it is the message's turn at the earliest
 */
record Announcement(
        ConsumerRecord<String, byte[]> message,
        @Nullable BuildFinished build,
        @Nullable Reason unreadable,
        int attempt,
        Instant notBefore) {
    static Announcement of(ConsumerRecord<String, byte[]> message) {
        try {
            Event event = KafkaEvents.read(message);
            return event instanceof BuildFinished build
                    ? new Announcement(message, build, null, 1, Instant.EPOCH)
                    : unreadable(
                            message, ReasonCode.UNKNOWN_EVENT_TYPE, "The topic builds takes build.finished alone.");
        } catch (UnknownEventTypeException e) {
            return unreadable(message, ReasonCode.UNKNOWN_EVENT_TYPE, String.valueOf(e.getMessage()));
        } catch (InvalidValueException e) {
            return unreadable(message, ReasonCode.INVALID_EVENT, String.valueOf(e.getMessage()));
        }
    }

    Announcement again(Instant when) {
        return new Announcement(message, build, unreadable, attempt + 1, when);
    }

    TopicPartition partition() {
        return new TopicPartition(message.topic(), message.partition());
    }

    /** Whose share of the slots it takes. */
    String project() {
        return build != null ? build.projectId() : String.valueOf(message.key());
    }

    /** What must not be worked on twice at once. */
    String subject() {
        return build != null ? build.subject() : message.topic() + message.partition() + "@" + message.offset();
    }

    private static Announcement unreadable(ConsumerRecord<String, byte[]> message, ReasonCode code, String why) {
        return new Announcement(
                message, null, code.reason(why + ". Correct the event and send it again."), 1, Instant.EPOCH);
    }
}
