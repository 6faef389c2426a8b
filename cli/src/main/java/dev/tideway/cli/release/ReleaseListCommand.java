package dev.tideway.cli.release;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.tideway.cli.api.AdminAccess;
import dev.tideway.cli.api.ControlApi;
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

/** Lists releases, newest first. */
@Command(name = "list", description = "List releases, newest first.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ReleaseListCommand implements Callable<Integer> {
    @Option(names = "--project", required = true, paramLabel = "ID", description = "The project's id.")
    private String project;

    @Option(names = "--os", paramLabel = "OS", description = "Only those for this os.")
    private @Nullable String os;

    @Option(names = "--app-version", paramLabel = "VERSION", description = "Only those for this app version.")
    private @Nullable String appVersion;

    @Option(names = "--channel", paramLabel = "NAME", description = "Only those on this channel.")
    private @Nullable String channel;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "Only those that are held, scheduled, superseded, declined, offered, paused, withdrawn or"
                    + " purged.")
    private @Nullable String state;

    @Option(names = "--build-id", paramLabel = "ID", description = "Only those of this build.")
    private @Nullable String build;

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
        filters.put("os", os);
        filters.put("app_version", appVersion);
        filters.put("channel", channel);
        filters.put("state", state);
        filters.put("build_id", build);
        ArrayNode releases =
                access.control().list(ControlApi.project(project) + "/releases", "releases", filters, limit);
        Terminal terminal = Terminal.of(spec.commandLine());
        if (json) {
            terminal.result("{\"releases\":" + releases + "}");
        } else {
            ReleaseWords.table(releases).forEach(terminal::result);
        }
        return 0;
    }
}
