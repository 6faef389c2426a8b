package dev.tideway.catalog.build;

import dev.tideway.catalog.controlplane.ControlPlaneStarts;
import dev.tideway.protocol.InvalidValueException;
import dev.tideway.protocol.event.BuildFinished;
import dev.tideway.protocol.event.KafkaEvents;
import dev.tideway.protocol.event.UnknownEventTypeException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/** Reads {@code builds} for the order of announcement; what is unreadable the packager dead-letters. */
@ApplicationScoped
public class BuildsConsumer {
    private final Multi<Message<byte[]>> messages;
    private final Announcements announcements;
    private final MessageHandling handling;
    private final MessageSpans spans;
    private @Nullable Cancellable flow;

    BuildsConsumer(
            @Channel("builds") Multi<Message<byte[]>> messages,
            Announcements announcements,
            MessageHandling handling,
            MessageSpans spans) {
        this.messages = messages;
        this.announcements = announcements;
        this.handling = handling;
        this.spans = spans;
    }

    void start(@Observes ControlPlaneStarts start) {
        flow = KafkaFlow.start(messages, this::consume);
    }

    @PreDestroy
    void stop() {
        if (flow != null) {
            flow.cancel();
        }
    }

    private Uni<Void> consume(ConsumerRecord<String, byte[]> message) {
        return handling.untilHandled(
                        message,
                        () -> KafkaEvents.read(message) instanceof BuildFinished announcement
                                ? spans.of(
                                        message,
                                        "record announcement",
                                        announcement,
                                        trace -> announcements.record(announcement, trace))
                                : handling.skip(message, "it is no announcement of a build"))
                .onFailure(InvalidValueException.class)
                .recoverWithUni(e -> handling.skip(message, e.getMessage()))
                .onFailure(UnknownEventTypeException.class)
                .recoverWithUni(e -> handling.skip(message, e.getMessage()));
    }
}
