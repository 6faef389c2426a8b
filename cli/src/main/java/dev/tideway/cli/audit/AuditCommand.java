package dev.tideway.cli.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tideway.cli.api.AdminAccess;
import dev.tideway.cli.api.ControlApi;
import dev.tideway.cli.terminal.Output;
import dev.tideway.cli.terminal.Table;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows who changed what. */
@Command(name = "audit", description = "Show who changed what, newest first.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class AuditCommand implements Callable<Integer> {
    @Option(
            names = "--project",
            paramLabel = "ID",
            description = "The project's id (default: what concerns the whole installation; for admins).")
    private @Nullable String project;

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

    @Mixin
    private Output output;

    @Mixin
    private AdminAccess access;

    @Override
    public Integer call() throws IOException {
        Map<String, @Nullable String> filters = new LinkedHashMap<>();
        filters.put("who", who);
        filters.put("action", action);
        filters.put("subject", release == null ? null : "release " + release);
        String path = (project == null ? "/api/v1" : ControlApi.project(project)) + "/audit";
        return output.tell(access.control().listed(path, "entries", filters, limit), AuditCommand::table);
    }

    private static List<String> table(JsonNode log) {
        Table table = new Table("AT", "WHO", "ACTION", "WHAT", "BEFORE", "AFTER");
        for (JsonNode entry : log.path("entries")) {
            table.add(
                    entry.path("at").asText(),
                    entry.path("who").asText(),
                    entry.path("action").asText(),
                    entry.path("subject").asText(),
                    entry.path("before").toString(),
                    entry.path("after").toString());
        }
        return table.lines();
    }
}
