package dev.tideway.catalog.outbox;

import dev.tideway.protocol.Event;
import dev.tideway.protocol.Topic;
import dev.tideway.protocol.WireJson;
import dev.tideway.protocol.event.EventType;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An event that waits to be sent; its id is the CloudEvent's, however often it is sent. */
@Entity
@Table(name = "outbox")
class OutboxEntry {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private UUID eventId;
    private String topic;
    private String projectId;
    private String eventType;
    private String event;
    private Instant createdAt;
    private @Nullable String traceparent;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected OutboxEntry() {}

    OutboxEntry(Topic topic, Event event, @Nullable String traceparent) {
        this.traceparent = traceparent;
        this.eventId = UUID.randomUUID();
        this.topic = topic.topicName();
        this.projectId = event.projectId();
        this.eventType = EventType.of(event).wireName();
        this.event = WireJson.writeString(event);
        this.createdAt = Instant.now();
    }
}
