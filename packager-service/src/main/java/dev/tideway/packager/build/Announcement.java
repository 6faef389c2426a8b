package dev.tideway.packager.build;

import dev.tideway.packager.source.ReasonCode;
import dev.tideway.protocol.Event;
import dev.tideway.protocol.InvalidValueException;
import dev.tideway.protocol.artifact.Reason;
import dev.tideway.protocol.event.BuildFinished;
import dev.tideway.protocol.event.KafkaEvents;
import dev.tideway.protocol.event.UnknownEventTypeException;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
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
    private static final Logger LOG = Logger.getLogger(Announcement.class);

    static Announcement of(ConsumerRecord<String, byte[]> message) {
        try {
            Event event = KafkaEvents.read(message);
            return event instanceof BuildFinished build
                    ? new Announcement(message, build, null, 1, Instant.EPOCH)
                    : unreadable(message, ReasonCode.UNKNOWN_EVENT_TYPE, "The topic builds takes build.finished alone");
        } catch (UnknownEventTypeException e) {
            return unreadable(message, ReasonCode.UNKNOWN_EVENT_TYPE, String.valueOf(e.getMessage()));
        } catch (InvalidValueException e) {
            return unreadable(message, ReasonCode.INVALID_EVENT, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // One message that nobody foresaw must not end the loop that all others come through.
            LOG.warnf(e, "%s-%d@%d cannot be read", message.topic(), message.partition(), message.offset());
            return unreadable(message, ReasonCode.INVALID_EVENT, "The message cannot be read: " + e);
        }
    }

    /** What waits for its next attempt. */
    Announcement again(Instant when) {
        return new Announcement(message, build, unreadable, attempt + 1, when);
    }

    /** What waits through no fault of its own: the attempt is not counted. */
    Announcement later(Instant when) {
        return new Announcement(message, build, unreadable, attempt, when);
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
