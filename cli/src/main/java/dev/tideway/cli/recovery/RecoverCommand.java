package dev.tideway.cli.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tideway.cli.api.AdminAccess;
import dev.tideway.cli.api.ControlApi;
import dev.tideway.cli.api.Refused;
import dev.tideway.cli.terminal.CommandFailure;
import dev.tideway.cli.terminal.Table;
import dev.tideway.cli.terminal.Terminal;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Brings back what devices were told since the backup from which the database was restored. */
@Command(
        name = "recover",
        description =
                "After the database was restored from a backup: bring back what devices were told since, raise revisions"
                        + " and update numbers above all that was seen, and publish again.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all that was asked for is recovered, or nothing had to be",
            "1:a project was refused, or something went wrong; what was recovered is printed",
            "2:wrong use"
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class RecoverCommand implements Callable<Integer> {
    private static final Set<Integer> ABOUT_ONE_PROJECT = Set.of(400, 404, 409, 410, 412);

    @Option(
            names = "--project",
            paramLabel = "ID",
            description = "Only this one (default: all that were found to be outdated).")
    private @Nullable String project;

    @Option(names = "--dry-run", description = "Say what would be done, and change nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print one JSON object instead of tables.")
    private boolean json;

    @Mixin
    private AdminAccess access;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        ControlApi api = access.control();
        Terminal terminal = Terminal.of(spec.commandLine());
        List<String> projects = project == null ? outdated(api) : List.of(project);
        ArrayNode reports = JsonNodeFactory.instance.arrayNode();
        ArrayNode refusals = JsonNodeFactory.instance.arrayNode();
        try {
            for (String id : projects) {
                recover(api, id, reports, refusals);
            }
        } catch (CommandFailure e) {
            // What was recovered until then stays recovered, and is nowhere else to be read.
            tell(terminal, reports, refusals);
            throw e;
        }
        tell(terminal, reports, refusals);
        if (projects.isEmpty() && !json) {
            terminal.result("No project is outdated: the database knows all that devices were told.");
        }
        return refusals.isEmpty() ? 0 : 1;
    }

    /** One project's refusal holds up no other; what every other one would be refused for as well ends the command. */
    private void recover(ControlApi api, String id, ArrayNode reports, ArrayNode refusals) {
        try {
            reports.add(api.create(ControlApi.project(id) + "/recover", Map.of("dry_run", dryRun)));
        } catch (Refused e) {
            if (!ABOUT_ONE_PROJECT.contains(e.status())) {
                throw e;
            }
            refusals.addObject().put("project_id", id).put("detail", e.getMessage());
        }
    }

    private void tell(Terminal terminal, ArrayNode reports, ArrayNode refusals) {
        if (json) {
            terminal.result("{\"projects\":" + reports + ",\"refused\":" + refusals + "}");
        } else {
            reports.forEach(report -> tell(report, terminal));
        }
        refusals.forEach(refusal -> terminal.remark(text(refusal, "project_id") + ": " + text(refusal, "detail")));
    }

    private static List<String> outdated(ControlApi api) {
        JsonNode found = api.read("/api/v1/outdated-projects").json().path("projects");
        return StreamSupport.stream(found.spliterator(), false)
                .map(one -> one.path("project_id").asText())
                .toList();
    }

    private static void tell(JsonNode report, Terminal terminal) {
        terminal.result((report.path("dry_run").asBoolean() ? "Would recover " : "Recovered ")
                + report.path("project_id").asText() + ": revision "
                + report.path("revision").asText() + " to "
                + report.path("new_revision").asText()
                + (report.path("deleted").asBoolean() ? ", deleted" : ""));
        Table numbers = new Table("OS", "APP VERSION", "NEXT NUMBER ABOVE");
        report.path("numbers")
                .forEach(one -> numbers.add(text(one, "os"), text(one, "app_version"), text(one, "last_given")));
        Table releases = new Table("WHAT", "OS", "APP VERSION", "CHANNEL", "NUMBER", "STATE", "PACKAGE");
        report.path("releases")
                .forEach(one -> releases.add(
                        text(one, "what"),
                        text(one, "os"),
                        text(one, "app_version"),
                        text(one, "channel"),
                        text(one, "update_number"),
                        text(one, "state"),
                        text(one, "package")));
        numbers.lines().forEach(terminal::result);
        releases.lines().forEach(terminal::result);
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText();
    }
}
