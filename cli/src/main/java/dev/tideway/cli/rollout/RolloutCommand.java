package dev.tideway.cli.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tideway.cli.release.ReleaseOptions;
import dev.tideway.cli.release.ReleaseWords;
import dev.tideway.cli.terminal.DurationConverter;
import dev.tideway.cli.terminal.Share;
import dev.tideway.cli.terminal.Terminal;
import dev.tideway.protocol.Names;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Groups what is done with the share of devices that a release is offered to. */
@Command(name = "rollout", description = "Set and show the share of devices that a release is offered to.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class RolloutCommand {
    @Spec
    private CommandSpec spec;

    @Command(name = "show", description = "Show the share, and the steps to come.")
    int show(@Mixin ReleaseOptions release) throws IOException {
        return release.show(RolloutCommand::words);
    }

    @Command(name = "set", description = "Offer it to this share from now on; a schedule that runs ends.")
    int set(
            @Mixin ReleaseOptions release,
            @Parameters(
                            index = "1",
                            paramLabel = "SHARE",
                            converter = Share.Converter.class,
                            description = "10%%, 0.1%%, or cohorts from 1 to 1000.")
                    Share share)
            throws IOException {
        return release.change("PUT", "/rollout", Map.of("rollout", share.cohorts()));
    }

    @Command(
            name = "schedule",
            description = "Widen it with time. Each step's time counts from when devices are told of the step.")
    int schedule(
            @Mixin ReleaseOptions release,
            @Parameters(
                            index = "1",
                            paramLabel = "STEPS",
                            description = "Such as 1%%:1h,10%%:1d,100%%: the first step is taken now.")
                    String steps)
            throws IOException {
        return release.change("PUT", "/rollout", Map.of("schedule", ScheduleText.steps(steps)));
    }

    @Command(name = "cohort", description = "Say which cohort a device of Tideway's client is in.")
    int cohort(
            @Option(names = "--project", required = true, paramLabel = "ID", description = "The project's id.")
                    String project,
            @Parameters(paramLabel = "DEVICE", description = "The device's id, which the client made up.")
                    String device) {
        Terminal.of(spec.commandLine()).result(Integer.toString(Cohort.of(Names.projectId(project), device)));
        return 0;
    }

    private static List<String> words(JsonNode release) {
        List<String> lines = new ArrayList<>(ReleaseWords.sentence(release));
        boolean inForce = true;
        for (JsonNode step : release.path("rollout_schedule")) {
            String share = Share.words(step.path("rollout").asInt());
            String time = step.has("hold") ? " for " + spoken(step.path("hold").asText()) : "";
            lines.add(inForce ? "  now " + share + time + next(release) : "  then " + share + time);
            inForce = false;
        }
        return lines;
    }

    private static String next(JsonNode release) {
        return release.has("next_step_at")
                ? ", until " + release.path("next_step_at").asText()
                : ", from when devices are told";
    }

    private static String spoken(String hold) {
        return DurationConverter.text(Duration.parse(hold));
    }
}
