package dev.tideway.catalog.build;

import dev.tideway.catalog.artifact.StorageAwayException;
import dev.tideway.catalog.database.DatabaseAwayException;
import dev.tideway.catalog.database.DatabaseFailures;
import dev.tideway.catalog.database.PostgresConfig;
import dev.tideway.protocol.InvalidValueException;
import dev.tideway.protocol.event.UnknownEventTypeException;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What both consumers do with a message that cannot be handled: while PostgreSQL, Kafka or S3 is away it is tried again,
 * with growing pauses, and the consumer stays in its group and reads no further. What fails for this message alone is
 * tried a few times, so that it does not hold up everybody's, and then fails with {@link InvalidValueException}, as does
 * one that never can be handled; {@link UnknownEventTypeException} is left to the caller.
 */
@ApplicationScoped
class MessageHandling {
    private static final Logger LOG = Logger.getLogger(MessageHandling.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

    /** With growing pauses about six seconds in all. */
    private static final int TRIES = 5;

    private final PostgresConfig config;
    private final MeterRegistry metrics;

    MessageHandling(PostgresConfig config, MeterRegistry metrics) {
        this.config = config;
        this.metrics = metrics;
    }

    Uni<Void> untilHandled(ConsumerRecord<String, byte[]> message, Supplier<Uni<Void>> handler) {
        return Uni.createFrom()
                .deferred(handler::get)
                .onFailure(DatabaseFailures::isUnstorable)
                .transform(e ->
                        new InvalidValueException("data", "holds a value that cannot be stored: " + e.getMessage()))
                .onFailure(MessageHandling::isItsOwn)
                .invoke(e -> LOG.errorf(e, "%s fails, though nothing is away", name(message)))
                .onFailure(MessageHandling::isItsOwn)
                .retry()
                .withBackOff(FIRST_PAUSE, config.longestPause())
                .atMost(TRIES)
                .onFailure(MessageHandling::isItsOwn)
                .transform(e -> new InvalidValueException("message", "cannot be handled: " + e))
                .onFailure(MessageHandling::isAway)
                .invoke(e ->
                        LOG.warnf("%s cannot be handled now and is tried again: %s", name(message), e.getMessage()))
                .onFailure(MessageHandling::isAway)
                .retry()
                .withBackOff(FIRST_PAUSE, config.longestPause())
                .indefinitely();
    }

    Uni<Void> skip(ConsumerRecord<String, byte[]> message, @Nullable String why) {
        LOG.infof("%s is skipped: %s", name(message), why);
        metrics.counter("tideway.catalog.messages.skipped", "topic", message.topic())
                .increment();
        return Uni.createFrom().voidItem();
    }

    private static boolean isAway(Throwable e) {
        return e instanceof DatabaseAwayException || e instanceof KafkaException || e instanceof StorageAwayException;
    }

    private static boolean isItsOwn(Throwable e) {
        return !(isAway(e) || e instanceof InvalidValueException || e instanceof UnknownEventTypeException);
    }

    private static String name(ConsumerRecord<String, byte[]> message) {
        return "The message " + message.topic() + "-" + message.partition() + "@" + message.offset();
    }
}
