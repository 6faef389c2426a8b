package dev.tideway.catalog.build;

import dev.tideway.protocol.artifact.ActionsBase;
import dev.tideway.protocol.artifact.Artifact;
import dev.tideway.protocol.artifact.ArtifactKeys;
import dev.tideway.protocol.artifact.Reason;
import dev.tideway.protocol.artifact.Sha256;
import dev.tideway.protocol.event.ActionsReady;
import dev.tideway.protocol.event.BuildFailed;
import dev.tideway.protocol.event.BuildFinished;
import dev.tideway.protocol.event.BuildRejected;
import dev.tideway.protocol.event.BuildSource;
import dev.tideway.protocol.event.PackageReady;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Events as CI and packager send them; the app version is 2.1.0 unless said otherwise. */
public final class TestEvents {
    private TestEvents() {}

    public static BuildFinished finished(String projectId, String buildId) {
        return finished(projectId, buildId, "release", source(projectId, buildId, 1));
    }

    public static BuildFinished finished(String projectId, String buildId, String channel, String source) {
        return new BuildFinished(
                buildId,
                projectId,
                "ios",
                "2.1.0",
                channel,
                BuildSource.archive(source),
                null,
                null,
                false,
                0,
                null,
                null,
                null);
    }

    /** Where the archive of an attempt lies. */
    public static String source(String projectId, String buildId, int attempt) {
        return "builds/" + projectId + "/" + buildId + "/" + attempt;
    }

    /** The package's digest follows from the build's id. */
    public static PackageReady ready(String projectId, String buildId) {
        return ready(finished(projectId, buildId));
    }

    public static PackageReady ready(BuildFinished announcement) {
        String buildId = announcement.buildId();
        return new PackageReady(
                announcement.projectId(),
                "ios",
                buildId,
                announcement.source().location(),
                digest("source " + buildId),
                announcement.eventSha256(),
                new Artifact(digest("package " + buildId), 1000),
                new Artifact(digest("bundle " + buildId), 3000));
    }

    /** From one build's package to another's. */
    public static ActionsReady actions(String projectId, ActionsBase from, String toBuild) {
        Sha256 to = digest("package " + toBuild);
        return new ActionsReady(
                projectId,
                "ios",
                "2.1.0",
                from,
                to,
                ArtifactKeys.actions(from, to),
                new Artifact(digest("actions " + from + toBuild), 200));
    }

    public static BuildRejected rejected(String projectId, String buildId, int attempt) {
        BuildFinished announcement = finished(projectId, buildId, "release", source(projectId, buildId, attempt));
        return new BuildRejected(
                projectId,
                "ios",
                buildId,
                announcement.source().location(),
                announcement.eventSha256(),
                List.of(new Reason("NOT_AN_ARCHIVE", "a\0b", "Attempt " + attempt + ": upload an archive.")));
    }

    public static BuildFailed failed(String projectId, String buildId) {
        return new BuildFailed(
                projectId,
                "ios",
                buildId,
                source(projectId, buildId, 1),
                finished(projectId, buildId).eventSha256(),
                new Reason("INTERNAL_ERROR", null, "Waits on builds.dlq."));
    }

    public static Sha256 digest(String of) {
        return Sha256.of(of.getBytes(StandardCharsets.UTF_8));
    }
}
