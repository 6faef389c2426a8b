package dev.tideway.catalog.webhook;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What a receiver understands. */
public enum WebhookFormat {
    /** {@code {"type":…,"timestamp":…,"data":…}}, as Standard Webhooks has it. */
    @JsonProperty("standard")
    STANDARD,
    /** {@code {"text":…}}, as Slack, Mattermost and others take it. */
    @JsonProperty("chat")
    CHAT;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
