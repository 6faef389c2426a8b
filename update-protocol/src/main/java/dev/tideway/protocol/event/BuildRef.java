package dev.tideway.protocol.event;

import dev.tideway.protocol.Names;

/** What identifies a build: a build system may use one build id for each os of one run. */
public record BuildRef(String projectId, String os, String buildId) {
    public BuildRef {
        Names.projectId(projectId);
        Names.os(os);
        Names.buildId(buildId);
    }

    @Override
    public String toString() {
        return projectId + "/" + os + "/" + buildId;
    }
}
