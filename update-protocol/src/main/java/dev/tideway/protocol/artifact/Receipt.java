package dev.tideway.protocol.artifact;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tideway.protocol.InvalidValueException;
import dev.tideway.protocol.Names;
import dev.tideway.protocol.WireRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a build, written after everything else: whoever finds it knows that the package is whole, and that
 * nothing needs to be built again.
 *
 * @param source the key or prefix that was read
 * @param sourceSha256 digest of what was read; absent where nothing could be read
 * @param eventSha256 digest of the announcement's data as this project writes it: the same announcement read again has
 *     the same, one that asks for anything else has not
 * @param updatePackage there exactly if the outcome is {@code packaged}
 * @param reasons not empty exactly if the outcome is {@code rejected}
 */
@WireRecord
public record Receipt(
        String projectId,
        String os,
        String buildId,
        Outcome outcome,
        String source,
        @Nullable Sha256 sourceSha256,
        @Nullable Sha256 eventSha256,
        @JsonProperty("package") @Nullable Artifact updatePackage,
        @Nullable Artifact bundle,
        List<Reason> reasons,
        Provenance provenance) {
    public Receipt {
        Names.projectId(projectId);
        Names.os(os);
        Names.buildId(buildId);
        Names.present("source", source);
        Names.present("provenance", provenance);
        reasons = List.copyOf(Names.present("reasons", reasons));
        boolean packaged = Names.present("outcome", outcome) == Outcome.PACKAGED;
        if (packaged != (updatePackage != null) || packaged != (bundle != null) || packaged != reasons.isEmpty()) {
            throw new InvalidValueException(
                    "outcome", "packaged has a package and a bundle and no reasons, rejected the reverse");
        }
    }

    /** How a build ended. */
    public enum Outcome {
        @JsonProperty("packaged")
        PACKAGED,
        @JsonProperty("rejected")
        REJECTED
    }

    /**
     * Who made the package, from what, and when.
     *
     * @param commit the source revision that the build system named
     * @param startedAt RFC 3339, UTC
     * @param finishedAt RFC 3339, UTC
     */
    @WireRecord
    public record Provenance(@Nullable String commit, String packagerVersion, String startedAt, String finishedAt) {
        public Provenance {
            Names.present("provenance.packager_version", packagerVersion);
            Names.present("provenance.started_at", startedAt);
            Names.present("provenance.finished_at", finishedAt);
        }
    }
}
