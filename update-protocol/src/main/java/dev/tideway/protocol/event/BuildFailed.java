package dev.tideway.protocol.event;

import dev.tideway.protocol.Names;
import dev.tideway.protocol.WireRecord;
import dev.tideway.protocol.artifact.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Packaging a build failed again and again for a reason that its maker cannot mend; the event waits on
 * {@code builds.dlq} to be replayed ({@code dev.tideway.build.failed.v1} on {@code packages}).
 *
 * @param source key or prefix of the source that was read, which tells one attempt of a build from another
 */
@WireRecord
public record BuildFailed(
        String projectId,
        String os,
        String buildId,
        @Nullable String source,
        Reason reason) implements BuildEvent {
    public BuildFailed {
        Names.projectId(projectId);
        Names.os(os);
        Names.buildId(buildId);
        Names.atMost("source", Names.MAX_KEY, source);
        Names.present("reason", reason);
    }
    /** Without the source, as the first packagers sent it. */
    public BuildFailed(String projectId, String os, String buildId, Reason reason) {
        this(projectId, os, buildId, null, reason);
    }
}
