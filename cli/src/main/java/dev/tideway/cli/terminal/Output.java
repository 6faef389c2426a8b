package dev.tideway.cli.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells what a service answered, in words for people or as it came for programs. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class Output {
    @Option(names = "--json", description = "Print one JSON object instead of words.")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** @return the exit code of success */
    public int tell(JsonNode answer, Function<JsonNode, List<String>> words) {
        return tell(Terminal.of(spec.commandLine()), json, answer, words);
    }

    /** @return the exit code of success */
    public static int tell(Terminal terminal, boolean json, JsonNode answer, Function<JsonNode, List<String>> words) {
        if (json) {
            terminal.result(answer.toString());
        } else {
            words.apply(answer).forEach(terminal::result);
        }
        return 0;
    }
}
