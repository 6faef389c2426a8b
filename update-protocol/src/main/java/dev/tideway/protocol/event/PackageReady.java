package dev.tideway.protocol.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tideway.protocol.Names;
import dev.tideway.protocol.WireRecord;
import dev.tideway.protocol.artifact.Artifact;
import dev.tideway.protocol.artifact.Sha256;

/**
 * A build became a package, and everything that was made from it lies in S3
 * ({@code dev.tideway.package.ready.v1} on {@code packages}).
 *
 * @param source key or prefix of the source that was packed
 * @param sourceSha256 digest of the source that was packed
 * @param eventSha256 the announcement that it answers, see {@link BuildFinished#eventSha256()}
 */
@WireRecord
public record PackageReady(
        String projectId,
        String os,
        String buildId,
        String source,
        Sha256 sourceSha256,
        Sha256 eventSha256,
        @JsonProperty("package") Artifact updatePackage,
        Artifact bundle)
        implements BuildOutcome {
    public PackageReady {
        Names.projectId(projectId);
        Names.os(os);
        Names.buildId(buildId);
        Names.present("source_sha256", sourceSha256);
        Names.present("event_sha256", eventSha256);
        Names.present("package", updatePackage);
        Names.present("bundle", bundle);
        Names.atMost("source", Names.MAX_KEY, Names.present("source", source));
    }
}
