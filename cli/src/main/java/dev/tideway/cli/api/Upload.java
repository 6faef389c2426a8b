package dev.tideway.cli.api;

import dev.tideway.protocol.Names;
import dev.tideway.protocol.WireRecord;
import org.jspecify.annotations.Nullable;

/**
 * The catalog's answer to a {@link BuildRequest}.
 *
 * @param uploadUrl where the archive goes, by a plain PUT without a token
 */
@WireRecord
public record Upload(String buildId, @Nullable String os, String uploadUrl) {
    public Upload {
        Names.present("build_id", buildId);
        Names.present("upload_url", uploadUrl);
    }
}
