package dev.tideway.cli.dlq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.cli.Run;
import dev.tideway.protocol.event.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What needs no Kafka; the rest is in end-to-end. */
class DlqCommandTest {
    @TempDir
    Path folder;

    @Test
    void namesItsVerbs() {
        assertThat(Run.tideway("dlq", "--help").out()).contains("list", "show", "replay");
        assertThat(Run.tideway("dlq", "replay", "--help").out()).contains("0   all that was asked for is replayed");
    }

    @Test
    void saysWhatToSetWhenNothingTellsWhereKafkaIs() {
        Run run = Run.tideway("dlq", "list", "--kafka", "", "--kafka-config", "", "--data", folder);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).hasLineCount(1).contains("--kafka", "TIDEWAY_KAFKA", "./tideway up");
    }

    @ParameterizedTest
    @ValueSource(strings = {"builds", ".dlq", ""})
    void onlyADeadLetterTopicIsTaken(String topic) {
        Run run = Run.tideway("dlq", "list", "--kafka", "localhost:1", "--topic", topic);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--topic must name a dead-letter topic");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0/", "/1", "a/1", "0/1/2", "-1/0"})
    void aPositionIsPartitionAndOffset(String position) {
        Run run = Run.tideway("dlq", "show", "--kafka", "localhost:1", "--", position);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("is no position; write 0/12");
    }

    @Test
    void whatIsReplayedIsNamedInOneWay() {
        assertThat(Run.tideway("dlq", "replay", "--kafka", "localhost:1").exitCode())
                .isEqualTo(2);
        assertThat(Run.tideway("dlq", "replay", "--kafka", "localhost:1", "--all", "0/1")
                        .err())
                .contains("one of the three");
    }

    @Test
    void anAddressThatIsNoneIsWrongUse() {
        Run run = Run.tideway("dlq", "list", "--kafka", "nonsense");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("Kafka at nonsense cannot be reached so");
    }

    @Test
    void aConfigurationThatCannotBeReadIsWrongUse() {
        Run run = Run.tideway("dlq", "list", "--kafka-config", folder.resolve("none"));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("Cannot read --kafka-config");
    }

    @Test
    void aTableIsOneLineForEachAndDoesNotObeyWhatSomebodySent() {
        DeadLetter letter = letter("shop", "shop/ios/ci-1\u001b[2J", "broken\nin two lines " + "x".repeat(200));

        String table = DeadLetterTable.of(List.of(letter), Set.of(letter.position()));

        assertThat(table).hasLineCount(2).doesNotContain("\u001b");
        assertThat(table.lines().toList().get(0)).matches("POSITION +TIME +PROJECT +BUILD +REPLAYED +CAUSE");
        assertThat(table.lines().toList().get(1))
                .matches("3/7 +2026-11-21T12:00:00Z +shop +ios/ci-1 \\[2J +yes +broken in two lines x+\\.\\.\\.");
    }

    @Test
    void aReportAlwaysHasTheSameFields() {
        DeadLetter unreadable = letter(null, null, "INVALID_EVENT: no");

        assertThat(DeadLetterReport.of("builds.dlq", List.of(unreadable), Set.of())
                        .json())
                .isEqualTo("{\"topic\":\"builds.dlq\",\"messages\":[{\"position\":\"3/7\",\"partition\":3,\"offset\":7,"
                        + "\"time\":\"2026-11-21T12:00:00Z\",\"project_id\":null,\"os\":null,\"build_id\":null,"
                        + "\"cause\":\"INVALID_EVENT: no\",\"source\":\"1/5\",\"replayed\":false}]}");
    }

    private static DeadLetter letter(String project, String subject, String cause) {
        ConsumerRecord<String, byte[]> message = new ConsumerRecord<>("builds.dlq", 3, 7, project, new byte[0]);
        Map.of(
                        DeadLetterHeaders.CAUSE, cause,
                        DeadLetterHeaders.PARTITION, "1",
                        DeadLetterHeaders.OFFSET, "5",
                        DeadLetterHeaders.TIME, "2026-11-21T12:00:00Z")
                .forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        if (subject != null) {
            message.headers().add("ce_subject", subject.getBytes(StandardCharsets.UTF_8));
        }
        return DeadLetter.of(message);
    }
}
