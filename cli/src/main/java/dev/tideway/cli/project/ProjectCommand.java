package dev.tideway.cli.project;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tideway.cli.api.AdminAccess;
import dev.tideway.cli.api.ControlApi;
import dev.tideway.cli.api.ControlApi.Seen;
import dev.tideway.cli.terminal.Output;
import dev.tideway.cli.terminal.Table;
import dev.tideway.protocol.Names;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Groups what is done with projects. */
@Command(name = "project", description = "Create, list, show, set, archive and delete projects.")
public final class ProjectCommand {
    @Command(name = "create", description = "Create a project.")
    int create(@Mixin ProjectOptions project) throws IOException {
        JsonNode made = project.api().create("/api/v1/projects", Map.of("project_id", Names.projectId(project.id())));
        return project.tell(made);
    }

    @Command(name = "list", description = "List the projects that the token may see, by their ids.")
    int list(
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "50",
                            description = "At most so many (default: ${DEFAULT-VALUE}).")
                    int limit,
            @Mixin Output output,
            @Mixin AdminAccess access)
            throws IOException {
        return output.tell(
                access.control().listed("/api/v1/projects", "projects", Map.of(), limit), ProjectCommand::table);
    }

    @Command(name = "show", description = "Show what a project is set to.")
    int show(@Mixin ProjectOptions project) throws IOException {
        return project.tell(project.api().read(ControlApi.project(project.id())).json());
    }

    @Command(name = "set", description = "Set what is given and leave the rest.")
    int set(@Mixin ProjectOptions project, @Mixin SettingOptions settings) throws IOException {
        ControlApi api = project.api();
        String path = ControlApi.project(project.id());
        Seen seen = api.read(path);
        return project.tell(api.change("PATCH", path, settings.edit(seen.json()), seen));
    }

    @Command(
            name = "archive",
            description = "Take no builds any more and offer nothing new; devices go on being answered.")
    int archive(@Mixin ProjectOptions project) throws IOException {
        return act(project, "archive");
    }

    @Command(name = "unarchive", description = "Take builds again.")
    int unarchive(@Mixin ProjectOptions project) throws IOException {
        return act(project, "unarchive");
    }

    @Command(
            name = "delete",
            description = "Take an archived project away from devices for ever. Its id is never used again.")
    int delete(
            @Mixin ProjectOptions project,
            @Option(names = "--yes", required = true, description = "Say so: nothing brings it back.") boolean yes)
            throws IOException {
        return act(project, "delete");
    }

    private static int act(ProjectOptions project, String action) throws IOException {
        ControlApi api = project.api();
        String path = ControlApi.project(project.id());
        return project.tell(api.change("POST", path + "/" + action, Map.of(), api.read(path)));
    }

    private static List<String> table(JsonNode listed) {
        Table table = new Table("PROJECT", "CREATED AT", "APPROVAL", "ARCHIVED AT");
        listed.path("projects")
                .forEach(project -> table.add(
                        project.path("project_id").asText(),
                        project.path("created_at").asText(),
                        project.path("approval").asText(),
                        project.path("archived_at").asText("-")));
        return table.lines();
    }
}
