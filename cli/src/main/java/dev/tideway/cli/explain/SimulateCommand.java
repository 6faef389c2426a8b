package dev.tideway.cli.explain;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tideway.cli.api.ControlApi;
import dev.tideway.cli.api.ProjectOption;
import dev.tideway.cli.terminal.Output;
import dev.tideway.cli.terminal.Share;
import dev.tideway.cli.terminal.WrongUse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says which devices would see what, if somebody did this. */
@Command(
        name = "simulate",
        description = "Say which devices would see what after a change. Nothing is changed.",
        footer = {
            "%nExamples:",
            "  tideway simulate pause 17 --project shop",
            "  tideway simulate rollout 17 --rollout 10%% --project shop",
            "  tideway simulate promote 17 --channel release --project shop"
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class SimulateCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "ACTION", description = "One of ${COMPLETION-CANDIDATES}.")
    private Action action;

    @Parameters(
            index = "1",
            paramLabel = "RELEASE",
            description = "The release's id, as tideway releases list shows it.")
    private String release;

    @Mixin
    private ProjectOption project;

    @Option(
            names = "--rollout",
            paramLabel = "SHARE",
            converter = Share.Converter.class,
            description = "For rollout and promote: 10%% or cohorts from 1 to 1000.")
    private @Nullable Share rollout;

    @Option(names = "--to", paramLabel = "RELEASE", description = "For rollback: whose package.")
    private @Nullable String to;

    @Option(names = "--channel", paramLabel = "NAME", description = "For promote: the other channel.")
    private @Nullable String channel;

    @Option(names = "--app-version", paramLabel = "VERSION", description = "For promote: the other app version.")
    private @Nullable String appVersion;

    @Option(
            names = "--mandatory",
            negatable = true,
            description = "For rollback, promote and set: whether devices must take it.")
    private @Nullable Boolean mandatory;

    @Mixin
    private Output output;

    /** As on the wire, in capitals. */
    enum Action {
        OFFER,
        APPROVE,
        DECLINE,
        PAUSE,
        RESUME,
        WITHDRAW,
        PURGE,
        ROLLBACK,
        PROMOTE,
        ROLLOUT,
        SET;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() throws IOException {
        if (action == Action.ROLLOUT && rollout == null) {
            throw new WrongUse("Say which share to simulate with --rollout, such as --rollout 10%.");
        }
        Map<String, Object> plan = new LinkedHashMap<>();
        plan.put("action", action.toString());
        plan.put("release_id", release);
        plan.put("change", change());
        // Refused here where it is no id.
        ControlApi.release(project.id(), release);
        return output.tell(project.api().create(project.path("/simulate"), plan), SimulateCommand::words);
    }

    private static List<String> words(JsonNode simulated) {
        List<String> words = new ArrayList<>();
        simulated.path("summary").forEach(sentence -> words.add(sentence.asText()));
        simulated
                .path("devices")
                .forEach(devices -> words.add("  " + devices.path("words").asText()));
        return words;
    }

    private Map<String, Object> change() {
        Map<String, Object> change = new LinkedHashMap<>();
        put(change, "to", to);
        put(change, "channel", channel);
        put(change, "app_version", appVersion);
        put(change, "rollout", rollout == null ? null : rollout.cohorts());
        put(change, "mandatory", mandatory);
        return change;
    }

    private static void put(Map<String, Object> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }
}
