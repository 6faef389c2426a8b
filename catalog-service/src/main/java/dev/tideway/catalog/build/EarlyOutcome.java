package dev.tideway.catalog.build;

import dev.tideway.protocol.WireJson;
import dev.tideway.protocol.event.BuildOutcome;
import dev.tideway.protocol.event.EventType;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** What became of a build whose announcement has not been read yet: the two topics run at their own pace. */
@Entity
class EarlyOutcome {
    @EmbeddedId
    private Id id;

    private String eventType;
    private String event;
    private Instant receivedAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected EarlyOutcome() {}

    EarlyOutcome(Id id, BuildOutcome outcome) {
        this.id = id;
        this.receivedAt = Instant.now();
        this.eventType = EventType.of(outcome).wireName();
        this.event = WireJson.writeString(outcome);
    }

    void replace(BuildOutcome outcome) {
        eventType = EventType.of(outcome).wireName();
        event = WireJson.writeString(outcome);
    }

    BuildOutcome outcome() {
        var type = EventType.named(eventType).orElseThrow().dataClass();
        return (BuildOutcome) WireJson.read(event.getBytes(StandardCharsets.UTF_8), type);
    }

    /** @param eventSha256 the announcement that it answers */
    @Embeddable
    record Id(String projectId, String os, String buildId, String eventSha256) {}
}
