package dev.tideway.catalog.build;

import dev.tideway.protocol.InvalidValueException;
import dev.tideway.protocol.event.BuildEvent;
import dev.tideway.protocol.event.BuildFinished;
import dev.tideway.protocol.event.KafkaEvents;
import dev.tideway.protocol.event.UnknownEventTypeException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Reads {@code packages} for what became of builds. */
@ApplicationScoped
public class PackagesConsumer {
    private final Outcomes outcomes;
    private final MessageHandling handling;
    private final DeadLetters deadLetters;

    PackagesConsumer(Outcomes outcomes, MessageHandling handling, DeadLetters deadLetters) {
        this.outcomes = outcomes;
        this.handling = handling;
        this.deadLetters = deadLetters;
    }

    @Incoming("packages")
    public Uni<Void> consume(ConsumerRecord<String, byte[]> message) {
        return handling.untilHandled(
                        message,
                        () -> KafkaEvents.read(message) instanceof BuildEvent outcome
                                        && !(outcome instanceof BuildFinished)
                                ? outcomes.record(outcome)
                                : handling.skip(message, "it is no outcome of a build"))
                .onFailure(UnknownEventTypeException.class)
                .recoverWithUni(e -> handling.skip(message, e.getMessage()))
                .onFailure(InvalidValueException.class)
                .recoverWithUni(e -> handling.untilHandled(message, () -> deadLetters.send(message, e)));
    }
}
