package dev.tideway.protocol.event;

import dev.tideway.protocol.artifact.Sha256;

/** What became of one attempt of a build. */
public sealed interface BuildOutcome extends BuildEvent permits PackageReady, BuildRejected, BuildFailed {
    /** Key or prefix of the source that was read. */
    String source();

    /** The announcement that it answers, which tells one attempt of a build from another. */
    Sha256 eventSha256();
}
