package dev.tideway.cli.dlq;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideway.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints one dead letter whole: its headers, among them the cause, and what it says. */
@Command(name = "show", description = "Print one message with its headers, the cause among them.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class DlqShowCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Parameters(
            paramLabel = "POSITION",
            converter = Position.Converter.class,
            description = "Its partition and offset, such as 0/12, as dlq list prints it.")
    private Position position;

    @Mixin
    private KafkaOptions kafka;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Terminal terminal = Terminal.of(spec.commandLine());
        try (DeadLetterTopic topic = kafka.open()) {
            ConsumerRecord<String, byte[]> message = topic.at(position);
            terminal.result("key: " + visible(String.valueOf(message.key())));
            DeadLetter.headers(message).forEach((name, value) -> terminal.result(visible(name + ": " + value)));
            terminal.result("");
            terminal.result(message.value() == null ? "(no value)" : visible(pretty(message.value())));
        }
        return 0;
    }

    /** Whatever is no JSON is shown as it is. */
    private static String pretty(byte[] value) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(JSON.readTree(value));
        } catch (IOException e) {
            return new String(value, StandardCharsets.UTF_8);
        }
    }

    /** A terminal is not to be told what to do by what somebody sent. */
    private static String visible(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\n\t]]", "\uFFFD");
    }
}
