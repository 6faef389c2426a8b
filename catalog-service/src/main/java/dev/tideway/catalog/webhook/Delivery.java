package dev.tideway.catalog.webhook;

import dev.tideway.protocol.WireRecord;
import org.jspecify.annotations.Nullable;

/**
 * A message to a webhook as the API tells of it; times are RFC 3339, UTC.
 *
 * @param eventId the header {@code webhook-id}, the same however often it is sent
 * @param state {@code waiting}, {@code delivered} or {@code dead}
 * @param error why the last attempt failed
 * @param nextAttemptAt absent unless it waits
 */
@WireRecord
public record Delivery(
        String deliveryId,
        String eventId,
        String eventType,
        String state,
        int attempts,
        @Nullable Integer lastStatus,
        @Nullable String error,
        String createdAt,
        @Nullable String nextAttemptAt,
        @Nullable String endedAt) {}
