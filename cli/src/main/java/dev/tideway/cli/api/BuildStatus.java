package dev.tideway.cli.api;

import dev.tideway.protocol.Names;
import dev.tideway.protocol.WireRecord;
import dev.tideway.protocol.artifact.Reason;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a build stands.
 *
 * @param state as on the wire; a state that this version does not know counts as undecided
 * @param updateNumber given at the first offer
 * @param sha256 of the package, once there is one
 * @param reasons why it was refused
 */
@WireRecord
public record BuildStatus(
        @Nullable String projectId,
        String buildId,
        @Nullable String os,
        @Nullable String appVersion,
        @Nullable String channel,
        String state,
        @Nullable String updateNumber,
        @Nullable String sha256,
        List<Reason> reasons) {
    private static final Set<String> ACCEPTED = Set.of("offered", "held", "scheduled");
    private static final Set<String> REFUSED = Set.of("rejected", "failed", "superseded", "declined");

    public BuildStatus {
        Names.present("build_id", buildId);
        Names.present("state", state);
        reasons = reasons == null ? List.of() : List.copyOf(reasons);
    }

    /** A build whose archive is not there yet. */
    public static BuildStatus awaitingUpload(Upload upload) {
        return new BuildStatus(
                null, upload.buildId(), upload.os(), null, null, "awaiting_upload", null, null, List.of());
    }

    /** Its package is, or by its rules will be, offered. */
    public boolean isAccepted() {
        return ACCEPTED.contains(state);
    }

    /** It came to its end without being offered. */
    public boolean isRefused() {
        return REFUSED.contains(state);
    }

    public boolean isDecided() {
        return isAccepted() || isRefused();
    }
}
