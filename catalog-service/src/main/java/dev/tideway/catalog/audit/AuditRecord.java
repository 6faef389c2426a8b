package dev.tideway.catalog.audit;

import dev.tideway.protocol.WireRecord;
import java.util.Map;

/**
 * A change as the API tells of it.
 *
 * @param at RFC 3339, UTC, by PostgreSQL's clock
 * @param who the subject of the token, or {@code tideway} for what a build or the time brought about
 * @param before what was so, of that which changed
 * @param after what is so since
 */
@WireRecord
public record AuditRecord(
        String id,
        String at,
        String who,
        String action,
        String subject,
        Map<String, Object> before,
        Map<String, Object> after) {}
