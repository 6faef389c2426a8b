package dev.tideway.cli.webhook;

import dev.tideway.cli.api.AdminAccess;
import dev.tideway.cli.api.ControlApi;
import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whose webhooks. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ProjectOption {
    @Option(names = "--project", required = true, paramLabel = "ID", description = "The project's id.")
    private String project;

    @Mixin
    private AdminAccess access;

    ControlApi api() throws IOException {
        return access.control();
    }

    String path() {
        return ControlApi.project(project) + "/webhooks";
    }
}
