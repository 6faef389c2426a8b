package dev.tideway.catalog.build;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tideway.catalog.project.Project;
import dev.tideway.protocol.InvalidValueException;
import dev.tideway.protocol.Names;
import dev.tideway.protocol.catalogue.ProjectSettings;
import dev.tideway.protocol.event.BuildFinished;
import dev.tideway.protocol.event.BuildFinished.Layout;
import dev.tideway.protocol.event.BuildRef;
import dev.tideway.protocol.event.BuildSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The request for an upload address: {@code BuildFinished} without a source, by the same rules and with the same
 * defaults, those of packaging being the project's, checked when the build is made of it.
 *
 * @param buildId absent: one is made up
 * @param size bytes of the archive; where given, an upload of another size is refused
 * @param multipart whether the archive is uploaded in parts, which needs its size
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record NewBuild(
        @Nullable String buildId,
        String os,
        String appVersion,
        @Nullable String channel,
        @Nullable String root,
        @Nullable Layout layout,
        @Nullable Boolean mandatory,
        @Nullable Integer rollout,
        @Nullable String deployVersion,
        @Nullable String notes,
        @Nullable String commit,
        @Nullable Boolean readUpdateJson,
        @Nullable String startPage,
        @Nullable String notBefore,
        @Nullable String minPluginVersion,
        @Nullable Long size,
        @Nullable Boolean multipart) {
    public NewBuild {
        if (buildId != null) {
            Names.buildId(buildId);
        }
        if (rollout != null) {
            Names.rollout(rollout);
        }
        if (size != null && (size < 1 || size > UploadParts.LARGEST)) {
            throw new InvalidValueException("size", "must be a number of bytes from 1 to " + UploadParts.LARGEST);
        }
        if (Boolean.TRUE.equals(multipart) && size == null) {
            throw new InvalidValueException("size", "is missing: an upload in parts needs it");
        }
    }

    /** Absent where the archive comes as one. */
    @Nullable UploadParts parts() {
        return Boolean.TRUE.equals(multipart) && size != null ? UploadParts.of(size) : null;
    }

    /** Which build it is; one without an id gets a fresh one. */
    BuildRef named(String projectId) {
        return new BuildRef(
                projectId, Names.os(os), buildId == null ? UUID.randomUUID().toString() : buildId);
    }

    /**
     * What is announced once the upload is there.
     *
     * @throws InvalidValueException names the field that breaks a rule
     */
    // Absent values are what the event's own defaults are for.
    @SuppressWarnings("NullAway")
    BuildFinished at(BuildRef build, String key, Project project) {
        ProjectSettings settings = project.settings();
        return new BuildFinished(
                build.buildId(),
                build.projectId(),
                os,
                appVersion,
                channel,
                BuildSource.archive(key),
                root,
                layout == null ? project.layout() : layout,
                Boolean.TRUE.equals(mandatory),
                rollout == null ? 0 : rollout,
                deployVersion,
                notes,
                commit,
                readUpdateJson == null ? settings.readUpdateJson() : readUpdateJson,
                startPage == null ? settings.startPage() : startPage,
                notBefore,
                minPluginVersion);
    }
}
