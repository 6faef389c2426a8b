package dev.tideway.catalog.build;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import java.time.Duration;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Takes the messages of one channel one after the other, and takes it up again where it breaks off: the framework's own
 * subscription ends for good when Kafka's name cannot be resolved.
 */
final class KafkaFlow {
    private static final Logger LOG = Logger.getLogger(KafkaFlow.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private KafkaFlow() {}

    /** @param handler completes when the message is done with for ever; it is acknowledged then, and the next one comes */
    static Cancellable start(
            Multi<Message<byte[]>> channel, Function<ConsumerRecord<String, byte[]>, Uni<Void>> handler) {
        return channel.onItem()
                .transformToUniAndConcatenate(message -> handler.apply(recordOf(message))
                        .chain(() -> Uni.createFrom().completionStage(message.ack())))
                .onFailure()
                .invoke(e -> LOG.warnf("Reading from Kafka broke off and is taken up again: %s", e))
                .onFailure()
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely()
                .subscribe()
                .with(x -> {}, e -> LOG.error("Reading from Kafka ended", e));
    }

    @SuppressWarnings("unchecked")
    private static ConsumerRecord<String, byte[]> recordOf(Message<byte[]> message) {
        return message.getMetadata(IncomingKafkaRecordMetadata.class)
                .orElseThrow()
                .getRecord();
    }
}
