package dev.tideway.cli.dlq;

import dev.tideway.cli.kafka.KafkaConnection;
import dev.tideway.cli.terminal.WrongUse;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where Kafka is, and which dead-letter topic is meant. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class KafkaOptions {
    private static final String SUFFIX = ".dlq";

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            defaultValue = "builds.dlq",
            description = "The dead-letter topic (default: ${DEFAULT-VALUE}).")
    private String topic;

    @Mixin
    private KafkaConnection kafka;

    DeadLetterTopic open() {
        if (!topic.endsWith(SUFFIX) || topic.length() == SUFFIX.length()) {
            throw new WrongUse("--topic must name a dead-letter topic, such as builds.dlq.");
        }
        return new DeadLetterTopic(topic, topic.substring(0, topic.length() - SUFFIX.length()), kafka.settings());
    }
}
