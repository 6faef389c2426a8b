package dev.tideway.catalog.build;

import dev.tideway.catalog.controlplane.ControlPlaneStarts;
import dev.tideway.catalog.release.ReleaseActions;
import dev.tideway.protocol.Event;
import dev.tideway.protocol.InvalidValueException;
import dev.tideway.protocol.event.ActionsReady;
import dev.tideway.protocol.event.BuildOutcome;
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

/** Reads {@code packages} for what became of builds, and for what was made of offered ones later. */
@ApplicationScoped
public class PackagesConsumer {
    private final Multi<Message<byte[]>> messages;
    private final Outcomes outcomes;
    private final ReleaseActions actions;
    private final MessageHandling handling;
    private final MessageSpans spans;
    private final DeadLetters deadLetters;
    private @Nullable Cancellable flow;

    PackagesConsumer(
            @Channel("packages") Multi<Message<byte[]>> messages,
            Outcomes outcomes,
            ReleaseActions actions,
            MessageHandling handling,
            MessageSpans spans,
            DeadLetters deadLetters) {
        this.messages = messages;
        this.outcomes = outcomes;
        this.actions = actions;
        this.handling = handling;
        this.spans = spans;
        this.deadLetters = deadLetters;
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
        return handling.untilHandled(message, () -> record(message))
                .onFailure(UnknownEventTypeException.class)
                .recoverWithUni(e -> handling.skip(message, e.getMessage()))
                .onFailure(InvalidValueException.class)
                .recoverWithUni(e -> handling.untilHandled(message, () -> deadLetters.send(message, e)));
    }

    private Uni<Void> record(ConsumerRecord<String, byte[]> message) {
        Event event = KafkaEvents.read(message);
        if (event instanceof BuildOutcome outcome) {
            return spans.of(message, "record outcome", outcome, trace -> outcomes.record(outcome, trace));
        }
        if (event instanceof ActionsReady ready) {
            return actions.record(ready);
        }
        return handling.skip(message, "it says nothing of builds or releases");
    }
}
