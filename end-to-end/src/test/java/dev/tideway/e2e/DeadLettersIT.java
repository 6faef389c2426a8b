package dev.tideway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideway.cli.Tideway;
import dev.tideway.local.testing.S3Gate;
import dev.tideway.protocol.Topic;
import dev.tideway.protocol.event.BuildFinished;
import dev.tideway.protocol.event.BuildSource;
import dev.tideway.protocol.event.KafkaEvents;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DeadLettersIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final RunningStack stack = RunningStack.get();

    private record Run(int exitCode, String out, String err) {}

    @Test
    void aBuildThatFailedIsListedShownReplayedAndThenOffered() throws IOException {
        try (S3Gate.Rule refused = stack.packagersGate().refuse(".*/builds/replayed/1/.*")) {
            announce("replayed");
            awaitState("replayed", "failed");
            assertThat(refused.met()).isPositive();
        }

        JsonNode letter = onlyLetter("replayed");
        assertThat(letter.get("build_id").asText()).isEqualTo("1");
        assertThat(letter.get("os").asText()).isEqualTo("ios");
        assertThat(letter.get("cause").asText()).contains("S3 forbids to read");
        assertThat(letter.get("replayed").asBoolean()).isFalse();
        String position = letter.get("position").asText();
        Run shown = dlq("show", position);
        assertThat(shown.exitCode()).isZero();
        assertThat(shown.out())
                .contains("dead-letter-cause: ", "traceparent: " + TRACE, "\"build_id\" : \"1\"", "key: replayed");
        Run table = dlq("list", "--project", "replayed");
        assertThat(table.out().lines()).hasSize(2);
        assertThat(table.out()).contains(position, "ios/1", " no ");

        Run replayed = dlq("replay", "--project", "replayed");

        assertThat(replayed.exitCode()).as(replayed.err()).isZero();
        assertThat(replayed.out().lines()).containsExactly("replayed " + position);
        awaitState("replayed", "offered");
        assertThat(onlyLetter("replayed").get("replayed").asBoolean()).isTrue();
        assertThat(headersOnBuilds("replayed"))
                .hasSize(2)
                .allSatisfy(headers -> assertThat(headers).contains("traceparent=" + TRACE))
                .last()
                .satisfies(headers -> assertThat(headers)
                        .contains("dead-letter-replayed-from=builds.dlq/" + position)
                        .noneMatch(header -> header.startsWith("dead-letter-cause")));

        Run again = dlq("replay", position);
        assertThat(again.exitCode()).isZero();
        assertThat(again.out()).isEmpty();
        assertThat(again.err()).contains("0 replayed to builds, 1 left out as replayed before.");
    }

    @Test
    void settingsOfAKafkaClientComeFromAFile(@TempDir Path folder) throws IOException {
        Path config = Files.writeString(
                folder.resolve("client.properties"),
                "bootstrap.servers=" + stack.kafka() + "\nsecurity.protocol=PLAINTEXT\n");

        Run run = run(
                "dlq", "list", "--project", "nobody", "--kafka-config", config.toString(), "--data", folder.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("Nothing lies on builds.dlq.");
    }

    @Test
    void whatIsNotThereIsSaid() {
        assertThat(dlq("show", "0/999999"))
                .satisfies(run -> assertThat(run.exitCode()).isEqualTo(1))
                .satisfies(run -> assertThat(run.err()).startsWith("There is no message at 0/999999 on builds.dlq"));
        assertThat(dlq("replay", "0/999999").exitCode()).isEqualTo(1);
        assertThat(dlq("list", "--topic", "none.dlq"))
                .satisfies(run -> assertThat(run.exitCode()).isEqualTo(2))
                .satisfies(run -> assertThat(run.err()).contains("There is no topic none.dlq"));
    }

    private void announce(String project) {
        String key = "builds/" + project + "/1/upload.zip";
        stack.putPrivate(key, WebTree.named("bootstrap-newer").zip());
        BuildFinished build = new BuildFinished(
                "1", project, "ios", "1.0.0", null, BuildSource.archive(key), null, null, false, 0, null, null, null);
        ProducerRecord<String, byte[]> message =
                KafkaEvents.message(Topic.BUILDS, project, KafkaEvents.newCloudEvent(build, URI.create("/ci")));
        message.headers().add("traceparent", TRACE.getBytes(StandardCharsets.UTF_8));
        stack.send(message);
    }

    private void awaitState(String project, String state) {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(
                        stack.api().status(project, "1", "ios").state())
                .isEqualTo(state));
    }

    private JsonNode onlyLetter(String project) throws IOException {
        Run run = dlq("list", "--project", project, "--json");
        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode letters = new ObjectMapper().readTree(run.out()).get("messages");
        assertThat(letters).hasSize(1);
        return letters.get(0);
    }

    private List<List<String>> headersOnBuilds(String project) {
        return stack.messages(Topic.BUILDS).stream()
                .filter(message -> project.equals(message.key()))
                .map(message -> {
                    List<String> headers = new ArrayList<>();
                    message.headers()
                            .forEach(header -> headers.add(
                                    header.key() + "=" + new String(header.value(), StandardCharsets.UTF_8)));
                    return headers;
                })
                .toList();
    }

    private Run dlq(String... words) {
        List<String> all = new ArrayList<>(List.of("dlq"));
        all.addAll(List.of(words));
        all.addAll(List.of("--kafka", stack.kafka()));
        return run(all.toArray(String[]::new));
    }

    private static Run run(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = Tideway.commandLine();
        command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int exitCode = command.execute(words);
        return new Run(exitCode, out.toString(), err.toString());
    }
}
