package dev.tideway.catalog.release;

import dev.tideway.protocol.artifact.Artifact;
import dev.tideway.protocol.event.BuildFinished;

/**
 * A build of which everything is known that an offer needs.
 *
 * @param announced its place in the project's order of announcement
 */
public record Candidate(BuildFinished build, long announced, Artifact updatePackage, Artifact bundle) {}
