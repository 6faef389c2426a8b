package dev.tideway.cli.explain;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tideway.cli.api.ProjectOption;
import dev.tideway.cli.terminal.Share;
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

/** Says what a device is told and why, release by release. */
@Command(name = "explain", description = "Say what a device is told and why, release by release.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class ExplainCommand implements Callable<Integer> {
    @Mixin
    private ProjectOption project;

    @Option(names = "--os", paramLabel = "OS", description = "ios, android, … (default: every os).")
    private @Nullable String os;

    @Option(names = "--app-version", paramLabel = "VERSION", description = "The app's version (default: every one).")
    private @Nullable String appVersion;

    @Option(names = "--build-type", paramLabel = "NAME", description = "Names the device's channel.")
    private @Nullable String buildType;

    @Option(names = "--my-update-number", paramLabel = "N", description = "The update that is installed.")
    private @Nullable String myUpdateNumber;

    @Option(names = "--plugin-version", paramLabel = "VERSION", description = "The version of its plugin.")
    private @Nullable String pluginVersion;

    @Option(
            names = "--client",
            description = "It is a device with Tideway's client, which chooses for itself (default: a stock plugin).")
    private boolean client;

    @Option(names = "--cohort", paramLabel = "N", description = "The client's cohort, 1 to 1000.")
    private @Nullable Integer cohort;

    @Option(names = "--json", description = "Print one JSON object instead of words.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        JsonNode explained =
                project.api().read(project.path("/explain"), query()).json();
        Terminal terminal = Terminal.of(spec.commandLine());
        if (json) {
            terminal.result(explained.toString());
            return 0;
        }
        explained.path("summary").forEach(sentence -> terminal.result(sentence.asText()));
        terminal.result("");
        table(explained).lines().forEach(terminal::result);
        int leftOut = explained.path("left_out").asInt();
        if (leftOut > 0) {
            terminal.remark(leftOut + " more releases are left out; the device is told of none of them.");
        }
        return 0;
    }

    private Map<String, @Nullable String> query() {
        Map<String, @Nullable String> query = new LinkedHashMap<>();
        query.put("os", os);
        query.put("app_version", appVersion);
        query.put("build_type", buildType);
        query.put("my_update_number", myUpdateNumber);
        query.put("plugin_version", pluginVersion);
        query.put("client", client ? "1" : null);
        query.put("cohort", cohort == null ? null : cohort.toString());
        return query;
    }

    private static Table table(JsonNode explained) {
        Table table = new Table("TOLD", "UPDATE", "RELEASE", "OS", "APP VERSION", "CHANNEL", "STATE", "ROLLOUT", "WHY");
        explained
                .path("releases")
                .forEach(release -> table.add(
                        release.path("told").asBoolean() ? "yes" : "no",
                        release.path("update_number").asText("-"),
                        release.path("release_id").asText(),
                        release.path("os").asText(),
                        release.path("app_version").asText(),
                        release.path("channel").asText(),
                        release.path("state").asText(),
                        Share.percent(release.path("rollout").asInt()),
                        release.path("why").asText()));
        return table;
    }
}
