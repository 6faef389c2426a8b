package dev.tideway.catalog.webhook;

import dev.tideway.catalog.database.ChangeCommitted;
import dev.tideway.catalog.database.DatabaseAwayException;
import dev.tideway.catalog.webhook.DeliveryRepository.Due;
import dev.tideway.catalog.webhook.WebhookSender.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Sends what waits for webhooks, each one's messages in their order and each by itself, so that one that is away or hangs
 * holds up no other.
 */
@ApplicationScoped
public class WebhookWorker {
    private static final Logger LOG = Logger.getLogger(WebhookWorker.class);
    private static final List<String> RESULTS = List.of("delivered", "failed", "dead");
    private static final int GROWTH = 3;
    private static final int MOST_STEPS = 20;

    private final DeliveryRepository deliveries;
    private final WebhookSender sender;
    private final WebhookConfig config;
    private final MeterRegistry metrics;
    private final AtomicInteger sending = new AtomicInteger();
    private final AtomicBoolean looking = new AtomicBoolean();
    private final AtomicBoolean lookAgain = new AtomicBoolean();

    WebhookWorker(DeliveryRepository deliveries, WebhookSender sender, WebhookConfig config, MeterRegistry metrics) {
        this.deliveries = deliveries;
        this.sender = sender;
        this.config = config;
        this.metrics = metrics;
        // The first one that is counted must be seen to grow.
        RESULTS.forEach(this::counter);
    }

    void onCommit(@Observes ChangeCommitted change) {
        look();
    }

    @Scheduled(every = "{tideway.webhooks.poll-interval:1s}", delayed = "1s")
    void look() {
        lookAgain.set(true);
        if (looking.compareAndSet(false, true)) {
            lookNow();
        }
    }

    private void lookNow() {
        lookAgain.set(false);
        int free = config.concurrency() - sending.get();
        if (free <= 0) {
            looking.set(false);
            return;
        }
        // Whoever dies while it sends holds its webhooks up no longer than this.
        deliveries
                .claim(free, config.timeout().multipliedBy(2).plusSeconds(30))
                .subscribe()
                .with(this::sendAll, e -> {
                    looking.set(false);
                    // An absent database has been reported by whoever looks for it; this comes again every second.
                    LOG.logf(
                            e instanceof DatabaseAwayException ? Logger.Level.DEBUG : Logger.Level.WARN,
                            "Messages to webhooks wait and are tried again: %s",
                            e.getMessage());
                });
    }

    private void sendAll(List<Due> due) {
        due.forEach(this::start);
        if (lookAgain.get()) {
            lookNow();
        } else {
            looking.set(false);
        }
    }

    private void start(Due due) {
        sending.incrementAndGet();
        sender.send(due.target(), due.message())
                .chain(outcome -> record(due, outcome))
                .eventually(() -> deliveries.release(due.webhookId()))
                .onTermination()
                .invoke(sending::decrementAndGet)
                .subscribe()
                .with(
                        // The next message of the same webhook may go now.
                        x -> look(),
                        e -> LOG.warnf(
                                "What became of a message to webhook %d was not kept; it is sent again: %s",
                                due.webhookId(), e.getMessage()));
    }

    private Uni<Void> record(Due due, Outcome outcome) {
        if (outcome.isDelivered()) {
            count("delivered");
            return deliveries.delivered(due, outcome);
        }
        return deliveries
                .failed(due, outcome, pauseAfter(due.attempts() + 1), config.giveUpAfter())
                .invoke(dead -> {
                    count(dead ? "dead" : "failed");
                    if (dead) {
                        LOG.warnf(
                                "A message to webhook %d is given up after %d attempts: %s",
                                due.webhookId(), due.attempts() + 1, outcome.error());
                    }
                })
                .replaceWithVoid();
    }

    private void count(String result) {
        counter(result).increment();
    }

    private Counter counter(String result) {
        return metrics.counter("tideway.webhook.attempts", "result", result);
    }

    /** Grows from the first to the longest. */
    Duration pauseAfter(int attempts) {
        double factor = Math.pow(GROWTH, Math.min(attempts - 1, MOST_STEPS));
        double millis = Math.min(
                config.firstPause().toMillis() * factor, config.longestPause().toMillis());
        return Duration.ofMillis((long) millis);
    }

    @Scheduled(every = "1h", delayed = "2m")
    Uni<Void> forget() {
        return deliveries
                .forget(config.keepDelivered(), config.keepDead())
                .onFailure()
                // It comes again in an hour.
                .recoverWithNull();
    }
}
