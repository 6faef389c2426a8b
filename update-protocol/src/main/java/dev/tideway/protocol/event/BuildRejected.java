package dev.tideway.protocol.event;

import dev.tideway.protocol.InvalidValueException;
import dev.tideway.protocol.Names;
import dev.tideway.protocol.WireRecord;
import dev.tideway.protocol.artifact.Reason;
import dev.tideway.protocol.artifact.Sha256;
import java.util.List;

/**
 * A build cannot become a package as it is, and its maker can mend it
 * ({@code dev.tideway.build.rejected.v1} on {@code packages}).
 *
 * @param source key or prefix of the source that was read
 * @param eventSha256 the announcement that it answers, see {@link BuildFinished#eventSha256()}
 * @param reasons at least one
 */
@WireRecord
public record BuildRejected(
        String projectId, String os, String buildId, String source, Sha256 eventSha256, List<Reason> reasons)
        implements BuildOutcome {
    public BuildRejected {
        Names.projectId(projectId);
        Names.os(os);
        Names.buildId(buildId);
        Names.atMost("source", Names.MAX_KEY, Names.present("source", source));
        Names.present("event_sha256", eventSha256);
        reasons = List.copyOf(Names.present("reasons", reasons));
        if (reasons.isEmpty()) {
            throw new InvalidValueException("reasons", "must name at least one reason");
        }
    }
}
