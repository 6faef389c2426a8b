package dev.tideway.catalog.recovery;

import dev.tideway.protocol.WireRecord;
import java.util.List;

/** Projects that wait to be recovered, in the order of their ids; at most 1000. */
@WireRecord
public record OutdatedProjects(List<OutdatedProject> projects) {
    /**
     * One of them.
     *
     * @param revision in the database
     * @param seenRevision the highest one that was seen in S3 or on the topic
     * @param outdatedSince RFC 3339, UTC
     */
    @WireRecord
    public record OutdatedProject(String projectId, long revision, long seenRevision, String outdatedSince) {}
}
