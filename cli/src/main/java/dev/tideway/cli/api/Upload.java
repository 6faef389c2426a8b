package dev.tideway.cli.api;

import dev.tideway.protocol.Names;
import dev.tideway.protocol.WireRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The catalog's answer to a {@link BuildRequest}.
 *
 * @param uploadUrl where the archive goes, by a plain PUT without a token; absent where it goes in parts
 * @param partSize bytes of each part but the last
 * @param partUrls where its parts go, in their order; empty where it goes as one
 */
@WireRecord
public record Upload(
        String buildId,
        @Nullable String os,
        @Nullable String uploadUrl,
        @Nullable Long partSize,
        List<String> partUrls) {
    public Upload {
        Names.present("build_id", buildId);
        partUrls = partUrls == null ? List.of() : List.copyOf(partUrls);
        if (partUrls.isEmpty()) {
            Names.present("upload_url", uploadUrl);
        } else {
            Names.present("part_size", partSize);
        }
    }
}
