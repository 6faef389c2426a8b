package dev.tideway.catalog.build;

import dev.tideway.protocol.InvalidValueException;
import dev.tideway.protocol.event.BuildFinished;
import dev.tideway.protocol.event.KafkaEvents;
import dev.tideway.protocol.event.UnknownEventTypeException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Reads {@code builds} for the order of announcement; what is unreadable the packager dead-letters. */
@ApplicationScoped
public class BuildsConsumer {
    private final Announcements announcements;
    private final MessageHandling handling;

    BuildsConsumer(Announcements announcements, MessageHandling handling) {
        this.announcements = announcements;
        this.handling = handling;
    }

    @Incoming("builds")
    public Uni<Void> consume(ConsumerRecord<String, byte[]> message) {
        return handling.untilHandled(
                        message,
                        () -> KafkaEvents.read(message) instanceof BuildFinished announcement
                                ? announcements.record(announcement)
                                : handling.skip(message, "it is no announcement of a build"))
                .onFailure(InvalidValueException.class)
                .recoverWithUni(e -> handling.skip(message, e.getMessage()))
                .onFailure(UnknownEventTypeException.class)
                .recoverWithUni(e -> handling.skip(message, e.getMessage()));
    }
}
