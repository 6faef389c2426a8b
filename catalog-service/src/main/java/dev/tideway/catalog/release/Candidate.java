package dev.tideway.catalog.release;

import dev.tideway.protocol.Names;
import dev.tideway.protocol.artifact.Artifact;
import dev.tideway.protocol.event.BuildFinished;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A build of which everything is known that an offer needs.
 *
 * @param announced its place in the project's order of announcement
 * @param traceparent of the trace that the build belongs to, if it was told
 */
public record Candidate(
        BuildFinished build,
        long announced,
        Artifact updatePackage,
        Artifact bundle,
        @Nullable String traceparent) {
    /** When it may be offered at the earliest; absent: at once. */
    @Nullable Instant notBefore() {
        String time = build.notBefore();
        return time == null ? null : Names.time("not_before", time);
    }
}
