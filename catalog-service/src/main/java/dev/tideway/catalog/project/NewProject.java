package dev.tideway.catalog.project;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tideway.protocol.Names;

/** The request for a new project. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record NewProject(String projectId) {
    public NewProject {
        Names.projectId(projectId);
    }
}
