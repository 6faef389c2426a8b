package dev.tideway.cli.topics;

import dev.tideway.cli.kafka.KafkaConnection;
import dev.tideway.cli.terminal.CommandFailure;
import dev.tideway.cli.terminal.Terminal;
import dev.tideway.cli.terminal.WrongUse;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the topics that are missing, and tells which of those that are there would lose data. */
@Command(
        name = "create",
        description = "Make the topics that are not there yet; those that are there stay as they are.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all topics are there as they should be", "1:Kafka is away, or a topic would lose messages"})
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class TopicsCreateCommand implements Callable<Integer> {
    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "12",
            description = "Partitions of each topic, which never change: at least as many as there will be packagers"
                    + " (default: ${DEFAULT-VALUE}).")
    private int partitions;

    @Option(
            names = "--replication-factor",
            paramLabel = "N",
            defaultValue = "3",
            description = "Brokers that hold each message (default: ${DEFAULT-VALUE}).")
    private short replicas;

    @Mixin
    private KafkaConnection kafka;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (partitions < 1 || replicas < 1) {
            throw new WrongUse("--partitions and --replication-factor are at least 1.");
        }
        Terminal terminal = Terminal.of(spec.commandLine());
        try (TopicSetup topics = new TopicSetup(kafka.settings())) {
            List<String> made = topics.createMissing(partitions, replicas);
            terminal.result(made.isEmpty() ? "All topics were there." : "Made: " + String.join(", ", made));
            List<String> problems = topics.problems(made);
            if (!problems.isEmpty()) {
                throw new CommandFailure(String.join("\n", problems));
            }
        }
        return 0;
    }
}
