package dev.tideway.protocol.event;

/** What became of one attempt of a build. */
public sealed interface BuildOutcome extends BuildEvent permits PackageReady, BuildRejected, BuildFailed {
    /** Key or prefix of the source that it is about: tells one attempt of a build from another. */
    String source();
}
