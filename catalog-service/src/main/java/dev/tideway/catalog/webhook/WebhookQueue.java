package dev.tideway.catalog.webhook;

import dev.tideway.protocol.Event;
import dev.tideway.protocol.WireJson;
import dev.tideway.protocol.event.EventType;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Keeps an event for every webhook that is to be told of it, in the transaction of the change that it tells of. */
@ApplicationScoped
public class WebhookQueue {
    private static final String KEEP = """
            insert into webhook_delivery (webhook_id, project_id, event_id, event_type, event)
            select id, project_id, cast(:event_id as uuid), cast(:type as text), cast(:event as text)
            from webhook
            where project_id = :project and active and (cardinality(event_types) = 0 or :type = any (event_types))""";

    /** With the project's row locked, so that ids grow in the order of the changes. */
    public Uni<Void> append(Event event) {
        String type = EventType.of(event).wireName();
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(KEEP)
                        .setParameter("event_id", UUID.randomUUID())
                        .setParameter("type", type)
                        .setParameter("event", WireJson.writeString(event))
                        .setParameter("project", event.projectId())
                        .executeUpdate())
                .replaceWithVoid();
    }
}
