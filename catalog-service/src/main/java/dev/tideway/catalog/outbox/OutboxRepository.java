package dev.tideway.catalog.outbox;

import dev.tideway.catalog.webhook.WebhookQueue;
import dev.tideway.protocol.Event;
import dev.tideway.protocol.Topic;
import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code outbox}, as those see it who have something to tell: an event is written in the transaction of the
 * change that it tells of, with the project's row locked, so that ids grow in the order of the changes.
 */
@ApplicationScoped
public class OutboxRepository implements PanacheRepository<OutboxEntry> {
    private final WebhookQueue webhooks;

    OutboxRepository(WebhookQueue webhooks) {
        this.webhooks = webhooks;
    }

    /** The event leaves after the commit, at least once; what happens to releases is told to webhooks too. */
    public Uni<Void> append(Topic topic, Event event) {
        return append(topic, event, null);
    }

    /** @param traceparent of the trace that it belongs to; absent: to none that is known */
    public Uni<Void> append(Topic topic, Event event, @Nullable String traceparent) {
        return persist(new OutboxEntry(topic, event, traceparent))
                .chain(() -> topic == Topic.RELEASES
                        ? webhooks.append(event)
                        : Uni.createFrom().voidItem());
    }
}
