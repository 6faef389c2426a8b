package dev.tideway.catalog.trust;

import dev.tideway.protocol.WireRecord;
import org.jspecify.annotations.Nullable;

/**
 * A revoked token as the API tells of it.
 *
 * @param revokedAt RFC 3339, UTC
 */
@WireRecord
public record RevokedTokenStatus(String jti, @Nullable String reason, String revokedBy, String revokedAt) {}
