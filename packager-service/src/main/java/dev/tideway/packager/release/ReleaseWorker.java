package dev.tideway.packager.release;

import dev.tideway.packager.actions.ActionsMaker;
import dev.tideway.packager.build.BuildSpan;
import dev.tideway.packager.build.BuildTraces;
import dev.tideway.packager.build.OutcomePublisher;
import dev.tideway.protocol.Event;
import dev.tideway.protocol.InvalidValueException;
import dev.tideway.protocol.event.ActionsReady;
import dev.tideway.protocol.event.KafkaEvents;
import dev.tideway.protocol.event.ReleaseOffered;
import dev.tideway.protocol.event.UnknownEventTypeException;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.faulttolerance.api.Guard;
import jakarta.inject.Singleton;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** Handles one message of {@code releases}, and decides what becomes of one that fails. */
@Singleton
final class ReleaseWorker {
    private static final Logger LOG = Logger.getLogger(ReleaseWorker.class);

    private final ActionsMaker maker;
    private final OutcomePublisher publisher;
    private final BuildTraces traces;
    private final MeterRegistry metrics;
    /** S3 and Kafka are waited for without end below it, so what fails here is the message's own. */
    private final Guard attempts = Guard.create()
            .withRetry()
            .maxRetries(3)
            .delay(1, ChronoUnit.SECONDS)
            .withExponentialBackoff()
            .done()
            .done()
            .build();

    ReleaseWorker(ActionsMaker maker, OutcomePublisher publisher, BuildTraces traces, MeterRegistry metrics) {
        this.maker = maker;
        this.publisher = publisher;
        this.traces = traces;
        this.metrics = metrics;
    }

    /** Returns when the message is done with for good; an exception says that it is not. */
    void work(ConsumerRecord<String, byte[]> message) {
        try {
            Event event = KafkaEvents.read(message);
            if (event instanceof ReleaseOffered offered) {
                make(offered, message);
            } else {
                skip(message, "nothing is made of it");
            }
        } catch (UnknownEventTypeException e) {
            skip(message, String.valueOf(e.getMessage()));
        } catch (InvalidValueException e) {
            putAside(message, e);
        } catch (Exception e) {
            if (Thread.interrupted()) {
                throw new IllegalStateException("stopped while making actions", e);
            }
            putAside(message, e);
        }
    }

    private void make(ReleaseOffered offered, ConsumerRecord<String, byte[]> message) throws Exception {
        try (BuildSpan span = traces.start(offered, message)) {
            Callable<Void> once = () -> {
                maker.make(offered, ready -> tell(ready, span));
                return null;
            };
            try {
                attempts.call(once, Void.class);
            } catch (Exception e) {
                span.failed(e);
                throw e;
            }
        }
    }

    private void tell(ActionsReady ready, BuildSpan span) {
        publisher.publish(ready, span);
        metrics.counter("tideway.packager.actions").increment();
        LOG.infof(
                "actions %s from=%s bytes=%d trace=%s",
                ready.subject(), ready.from(), ready.actions().size(), span.traceId());
    }

    private void skip(ConsumerRecord<String, byte[]> message, String why) {
        LOG.infof("message %s-%d@%d is skipped: %s", message.topic(), message.partition(), message.offset(), why);
        metrics.counter("tideway.packager.messages.skipped", "topic", message.topic())
                .increment();
    }

    private void putAside(ConsumerRecord<String, byte[]> message, Exception cause) {
        publisher.putAside(message, String.valueOf(cause));
        metrics.counter("tideway.packager.releases.put.aside").increment();
        LOG.errorf(
                cause,
                "message %s-%d@%d put aside on %s.dlq",
                message.topic(),
                message.partition(),
                message.offset(),
                message.topic());
    }
}
