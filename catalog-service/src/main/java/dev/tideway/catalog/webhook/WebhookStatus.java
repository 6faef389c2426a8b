package dev.tideway.catalog.webhook;

import dev.tideway.protocol.WireRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as the API tells of it; times are RFC 3339, UTC.
 *
 * @param url that of a chat is a secret itself, so only its beginning is told
 * @param eventTypes empty: all
 * @param active whether events are kept for it
 * @param secret told once, when it was made
 */
@WireRecord
public record WebhookStatus(
        String webhookId,
        String url,
        WebhookFormat format,
        List<String> eventTypes,
        @Nullable String description,
        boolean active,
        @Nullable String secret,
        String createdAt) {}
