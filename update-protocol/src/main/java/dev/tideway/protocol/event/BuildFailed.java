package dev.tideway.protocol.event;

import dev.tideway.protocol.Names;
import dev.tideway.protocol.WireRecord;
import dev.tideway.protocol.artifact.Reason;
import dev.tideway.protocol.artifact.Sha256;

/**
 * Packaging a build failed again and again for a reason that its maker cannot mend; the event waits on
 * {@code builds.dlq} to be replayed ({@code dev.tideway.build.failed.v1} on {@code packages}).
 *
 * @param source key or prefix of the source that was read
 * @param eventSha256 the announcement that it answers, see {@link BuildFinished#eventSha256()}
 */
@WireRecord
public record BuildFailed(String projectId, String os, String buildId, String source, Sha256 eventSha256, Reason reason)
        implements BuildOutcome {
    public BuildFailed {
        Names.projectId(projectId);
        Names.os(os);
        Names.buildId(buildId);
        Names.atMost("source", Names.MAX_KEY, Names.present("source", source));
        Names.present("event_sha256", eventSha256);
        Names.present("reason", reason);
    }
}
