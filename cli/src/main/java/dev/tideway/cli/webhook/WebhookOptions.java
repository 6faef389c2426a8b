package dev.tideway.cli.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tideway.cli.api.ControlApi;
import dev.tideway.cli.api.ControlApi.Seen;
import dev.tideway.cli.api.ProjectOption;
import dev.tideway.cli.terminal.Output;
import dev.tideway.cli.terminal.Terminal;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which webhook a verb is about, and how it tells what became of it. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class WebhookOptions {
    static final String PATH = "/webhooks";

    @Parameters(
            index = "0",
            paramLabel = "WEBHOOK",
            description = "The webhook's id, as tideway webhook list shows it.")
    private String webhook;

    @Mixin
    private ProjectOption project;

    @Option(names = "--json", description = "Print one JSON object instead of words.")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    ControlApi api() throws IOException {
        return project.api();
    }

    String path() {
        return project.path(PATH) + "/" + ControlApi.id("webhook", webhook);
    }

    /** Does what needs nothing to be seen before. */
    int act(String below, Function<JsonNode, List<String>> words) throws IOException {
        return tell(api().create(path() + below, Map.of()), words);
    }

    /** Changes the webhook as it is now. */
    int change(String method, String below, Object body, Function<JsonNode, List<String>> words) throws IOException {
        ControlApi api = api();
        Seen seen = api.read(path());
        return tell(api.change(method, path() + below, body, seen), words);
    }

    int tell(JsonNode answer, Function<JsonNode, List<String>> words) {
        return Output.tell(Terminal.of(spec.commandLine()), json, answer, words);
    }
}
