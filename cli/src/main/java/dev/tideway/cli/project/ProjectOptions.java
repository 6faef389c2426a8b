package dev.tideway.cli.project;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tideway.cli.api.AdminAccess;
import dev.tideway.cli.api.ControlApi;
import dev.tideway.cli.terminal.Output;
import dev.tideway.cli.terminal.Table;
import dev.tideway.cli.terminal.Terminal;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which project a verb is about, and how it tells what became of it. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ProjectOptions {
    @Parameters(paramLabel = "PROJECT", description = "The project's id.")
    private String id;

    @Option(names = "--json", description = "Print one JSON object instead of words.")
    private boolean json;

    @Mixin
    private AdminAccess access;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    String id() {
        return id;
    }

    ControlApi api() throws IOException {
        return access.control();
    }

    int tell(JsonNode project) {
        return Output.tell(Terminal.of(spec.commandLine()), json, project, ProjectOptions::table);
    }

    private static List<String> table(JsonNode project) {
        Table table = new Table("PROJECT", project.path("project_id").asText());
        addAll(table, project);
        return table.lines();
    }

    private static void addAll(Table table, JsonNode fields) {
        fields.fields().forEachRemaining(field -> {
            JsonNode value = field.getValue();
            if (field.getKey().equals("settings")) {
                addAll(table, value);
            } else if (!field.getKey().equals("project_id")) {
                table.add(field.getKey(), value.isValueNode() ? value.asText() : value.toString());
            }
        });
    }
}
