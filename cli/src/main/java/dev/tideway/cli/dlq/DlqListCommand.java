package dev.tideway.cli.dlq;

import dev.tideway.cli.terminal.Terminal;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists what lies on a dead-letter topic, the oldest first. */
@Command(name = "list", description = "List the messages that could not be handled, the oldest first.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class DlqListCommand implements Callable<Integer> {
    @Option(names = "--project", paramLabel = "ID", description = "Only those of this project.")
    private @Nullable String project;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Mixin
    private KafkaOptions kafka;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Terminal terminal = Terminal.of(spec.commandLine());
        try (DeadLetterTopic topic = kafka.open()) {
            List<DeadLetter> letters = topic.all().stream()
                    .filter(letter -> project == null || project.equals(letter.projectId()))
                    .toList();
            Set<Position> replayed = topic.replayed(letters);
            if (json) {
                terminal.result(
                        DeadLetterReport.of(topic.name(), letters, replayed).json());
            } else if (letters.isEmpty()) {
                terminal.remark("Nothing lies on " + topic.name() + ".");
            } else {
                terminal.result(DeadLetterTable.of(letters, replayed));
            }
        }
        return 0;
    }
}
