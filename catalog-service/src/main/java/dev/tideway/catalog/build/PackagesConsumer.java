package dev.tideway.catalog.build;

import dev.tideway.protocol.InvalidValueException;
import dev.tideway.protocol.event.BuildOutcome;
import dev.tideway.protocol.event.KafkaEvents;
import dev.tideway.protocol.event.UnknownEventTypeException;
import io.quarkus.runtime.StartupEvent;
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

/** Reads {@code packages} for what became of builds. */
@ApplicationScoped
public class PackagesConsumer {
    private final Multi<Message<byte[]>> messages;
    private final Outcomes outcomes;
    private final MessageHandling handling;
    private final DeadLetters deadLetters;
    private @Nullable Cancellable flow;

    PackagesConsumer(
            @Channel("packages") Multi<Message<byte[]>> messages,
            Outcomes outcomes,
            MessageHandling handling,
            DeadLetters deadLetters) {
        this.messages = messages;
        this.outcomes = outcomes;
        this.handling = handling;
        this.deadLetters = deadLetters;
    }

    void start(@Observes StartupEvent start) {
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
                        () -> KafkaEvents.read(message) instanceof BuildOutcome outcome
                                ? outcomes.record(outcome)
                                : handling.skip(message, "it is no outcome of a build"))
                .onFailure(UnknownEventTypeException.class)
                .recoverWithUni(e -> handling.skip(message, e.getMessage()))
                .onFailure(InvalidValueException.class)
                .recoverWithUni(e -> handling.untilHandled(message, () -> deadLetters.send(message, e)));
    }
}
