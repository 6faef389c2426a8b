package dev.tideway.catalog.build;

import dev.tideway.protocol.WireRecord;

/**
 * The answer to an intake: where the archive goes, by a plain PUT without a token.
 *
 * @param uploadExpiresAt RFC 3339, UTC; after it, ask for another
 */
@WireRecord
public record UploadSlot(String buildId, String os, String uploadUrl, String uploadExpiresAt) {}
