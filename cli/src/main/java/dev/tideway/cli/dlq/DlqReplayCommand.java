package dev.tideway.cli.dlq;

import dev.tideway.cli.terminal.Terminal;
import dev.tideway.cli.terminal.WrongUse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends dead letters to the topic that they came from, to be handled again. */
@Command(
        name = "replay",
        description = {
            "Send messages to the topic that they came from, with their own headers, to be handled again.",
            "Safe to repeat: what was replayed already is left out, and a build that is packed is not packed again."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all that was asked for is replayed, now or before",
            "1:something went wrong; what was replayed until then is printed",
            "2:wrong use"
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class DlqReplayCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..*",
            paramLabel = "POSITION",
            converter = Position.Converter.class,
            description = "Partition and offset, such as 0/12, as dlq list prints it; may be repeated.")
    private List<Position> positions = List.of();

    @Option(names = "--all", description = "All messages of the topic.")
    private boolean all;

    @Option(names = "--project", paramLabel = "ID", description = "All messages of this project.")
    private @Nullable String project;

    @Option(names = "--again", description = "Also those that were replayed already.")
    private boolean again;

    @Mixin
    private KafkaOptions kafka;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        int ways = (positions.isEmpty() ? 0 : 1) + (all ? 1 : 0) + (project == null ? 0 : 1);
        if (ways != 1) {
            throw new WrongUse("Name positions, or --project, or --all: one of the three.");
        }
        Terminal terminal = Terminal.of(spec.commandLine());
        try (DeadLetterTopic topic = kafka.open()) {
            List<DeadLetter> wanted =
                    topic.all().stream().filter(this::isWanted).toList();
            // Says what is wrong with a position that is not there.
            positions.stream()
                    .filter(position -> wanted.stream()
                            .noneMatch(letter -> letter.position().equals(position)))
                    .forEach(topic::at);
            Set<Position> before = again ? Set.of() : topic.replayed(wanted);
            List<Position> now = wanted.stream()
                    .map(DeadLetter::position)
                    .filter(position -> !before.contains(position))
                    .toList();
            topic.replay(now, position -> terminal.result("replayed " + position));
            terminal.remark(now.size() + " replayed to " + topic.source()
                    + (before.isEmpty() ? "" : ", " + before.size() + " left out as replayed before") + ".");
        }
        return 0;
    }

    private boolean isWanted(DeadLetter letter) {
        return all
                || letter.projectId() != null && letter.projectId().equals(project)
                || positions.contains(letter.position());
    }
}
