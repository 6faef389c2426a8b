package dev.tideway.cli.release;

import dev.tideway.cli.api.ProjectOption;
import dev.tideway.cli.terminal.Output;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists releases, newest first. */
@Command(name = "list", description = "List releases, newest first.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ReleaseListCommand implements Callable<Integer> {
    @Mixin
    private ProjectOption project;

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

    @Mixin
    private Output output;

    @Override
    public Integer call() throws IOException {
        Map<String, @Nullable String> filters = new LinkedHashMap<>();
        filters.put("os", os);
        filters.put("app_version", appVersion);
        filters.put("channel", channel);
        filters.put("state", state);
        filters.put("build_id", build);
        return output.tell(
                project.api().listed(project.path("/releases"), "releases", filters, limit),
                listed -> ReleaseWords.table(listed.path("releases")));
    }
}
