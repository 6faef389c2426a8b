package dev.tideway.cli.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.tideway.cli.api.AdminAccess;
import dev.tideway.cli.api.ControlApi;
import dev.tideway.cli.terminal.Table;
import dev.tideway.cli.terminal.Terminal;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows who changed what. */
@Command(name = "audit", description = "Show who changed what, newest first.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class AuditCommand implements Callable<Integer> {
    @Option(names = "--project", required = true, paramLabel = "ID", description = "The project's id.")
    private String project;

    @Option(names = "--who", paramLabel = "NAME", description = "Only what this subject of a token did.")
    private @Nullable String who;

    @Option(names = "--action", paramLabel = "ACTION", description = "Only this, such as release.paused.")
    private @Nullable String action;

    @Option(names = "--release", paramLabel = "RELEASE", description = "Only what became of this release.")
    private @Nullable String release;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--json", description = "Print one JSON object instead of a table.")
    private boolean json;

    @Mixin
    private AdminAccess access;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Map<String, @Nullable String> filters = new LinkedHashMap<>();
        filters.put("who", who);
        filters.put("action", action);
        filters.put("subject", release == null ? null : "release " + release);
        ArrayNode entries = access.control().list(ControlApi.project(project) + "/audit", "entries", filters, limit);
        Terminal terminal = Terminal.of(spec.commandLine());
        if (json) {
            terminal.result("{\"entries\":" + entries + "}");
        } else {
            table(entries).lines().forEach(terminal::result);
        }
        return 0;
    }

    private static Table table(ArrayNode entries) {
        Table table = new Table("AT", "WHO", "ACTION", "WHAT", "BEFORE", "AFTER");
        for (JsonNode entry : entries) {
            table.add(
                    entry.path("at").asText(),
                    entry.path("who").asText(),
                    entry.path("action").asText(),
                    entry.path("subject").asText(),
                    entry.path("before").toString(),
                    entry.path("after").toString());
        }
        return table;
    }
}
