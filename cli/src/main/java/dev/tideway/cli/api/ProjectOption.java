package dev.tideway.cli.api;

import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which project a verb is about, and the way to it. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class ProjectOption {
    @Option(names = "--project", required = true, paramLabel = "ID", description = "The project's id.")
    private String project;

    @Mixin
    private AdminAccess access;

    public String id() {
        return project;
    }

    public ControlApi api() throws IOException {
        return access.control();
    }

    /** @param below a path below that of the project */
    public String path(String below) {
        return ControlApi.project(project) + below;
    }
}
