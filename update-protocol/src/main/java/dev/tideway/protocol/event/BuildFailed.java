package dev.tideway.protocol.event;

import dev.tideway.protocol.Names;
import dev.tideway.protocol.WireRecord;
import dev.tideway.protocol.artifact.Reason;

/**
 * Packaging a build failed again and again for a reason that its maker cannot mend; the event waits on
 * {@code builds.dlq} to be replayed ({@code dev.tideway.build.failed.v1} on {@code packages}).
 */
@WireRecord
public record BuildFailed(String projectId, String os, String buildId, Reason reason) implements BuildEvent {
    public BuildFailed {
        Names.projectId(projectId);
        Names.os(os);
        Names.buildId(buildId);
        Names.present("reason", reason);
    }
}
