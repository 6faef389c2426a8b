package dev.tideway.catalog.build;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tideway.catalog.project.Project;
import dev.tideway.protocol.InvalidValueException;
import dev.tideway.protocol.Names;
import dev.tideway.protocol.catalogue.ProjectSettings;
import dev.tideway.protocol.event.BuildFinished;
import dev.tideway.protocol.event.BuildFinished.Layout;
import dev.tideway.protocol.event.BuildSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The request for an upload address: {@code BuildFinished} without a source, by the same rules and with the same
 * defaults, those of packaging being the project's, checked when the build is made of it.
 *
 * @param buildId absent: one is made up
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record NewBuild(
        String buildId,
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
        @Nullable String minPluginVersion) {
    public NewBuild {
        buildId = Names.buildId(buildId == null ? UUID.randomUUID().toString() : buildId);
        if (rollout != null) {
            Names.rollout(rollout);
        }
    }

    /**
     * What is announced once the upload is there.
     *
     * @throws InvalidValueException names the field that breaks a rule
     */
    // Absent values are what the event's own defaults are for.
    @SuppressWarnings("NullAway")
    BuildFinished at(String projectId, String key, Project project) {
        ProjectSettings settings = project.settings();
        return new BuildFinished(
                buildId,
                projectId,
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
