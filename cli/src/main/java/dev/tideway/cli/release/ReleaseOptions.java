package dev.tideway.cli.release;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tideway.cli.api.AdminAccess;
import dev.tideway.cli.api.ControlApi;
import dev.tideway.cli.api.ControlApi.Seen;
import dev.tideway.cli.terminal.Output;
import dev.tideway.cli.terminal.Table;
import dev.tideway.cli.terminal.Terminal;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which release a verb is about, and how it tells what became of it. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class ReleaseOptions {
    @Parameters(
            index = "0",
            paramLabel = "RELEASE",
            description = "The release's id, as tideway releases list shows it.")
    private String release;

    @Option(names = "--project", required = true, paramLabel = "ID", description = "The project's id.")
    private String project;

    @Option(names = "--json", description = "Print one JSON object instead of words.")
    private boolean json;

    @Mixin
    private AdminAccess access;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Reads the release and tells it. */
    public int show(Function<JsonNode, List<String>> words) throws IOException {
        return tell(access.control().read(ControlApi.release(project, release)).json(), words);
    }

    /** Lists what else needs the bytes of its package, beside the result. */
    void tellReferrers() throws IOException {
        JsonNode found = access.control()
                .read(ControlApi.release(project, release) + "/referrers")
                .json();
        Terminal terminal = Terminal.of(spec.commandLine());
        terminal.remark("Package " + found.path("package").asText() + " is needed by "
                + found.path("referrers").size() + " more.");
        Table table = new Table("PROJECT", "RELEASE", "OS", "APP VERSION", "CHANNEL", "NUMBER", "STATE");
        found.path("referrers")
                .forEach(one -> table.add(
                        one.path("project_id").asText(),
                        one.path("release_id").asText(),
                        one.path("os").asText(),
                        one.path("app_version").asText(),
                        one.path("channel").asText(),
                        one.path("update_number").asText(),
                        one.path("state").asText()));
        if (!found.path("referrers").isEmpty()) {
            table.lines().forEach(terminal::remark);
        }
    }

    /** Does something with the release as it is now. */
    int act(String action, Object body) throws IOException {
        return change("POST", "/" + action, body);
    }

    /**
     * Changes the release as it is now, and tells what is so then.
     *
     * @param below a path below that of the release, or nothing
     */
    public int change(String method, String below, Object body) throws IOException {
        ControlApi api = access.control();
        String path = ControlApi.release(project, release);
        Seen seen = api.read(path);
        return tell(api.change(method, path + below, body, seen), ReleaseWords::sentence);
    }

    private int tell(JsonNode told, Function<JsonNode, List<String>> words) {
        return Output.tell(Terminal.of(spec.commandLine()), json, told, words);
    }
}
