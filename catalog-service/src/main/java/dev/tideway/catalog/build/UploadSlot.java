package dev.tideway.catalog.build;

import dev.tideway.protocol.WireRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to an intake: where the archive goes, by plain PUTs without a token.
 *
 * @param uploadUrl takes the whole archive; absent where parts were asked for
 * @param partSize bytes of each part but the last
 * @param partUrls one for each part, in their order
 * @param uploadExpiresAt RFC 3339, UTC; after it, ask for another
 */
@WireRecord
public record UploadSlot(
        String buildId,
        String os,
        @Nullable String uploadUrl,
        @Nullable Long partSize,
        @Nullable List<String> partUrls,
        String uploadExpiresAt) {}
