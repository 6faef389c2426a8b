package dev.tideway.local.parts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.cli.Tideway;
import dev.tideway.protocol.Topic;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TopicsCommandTest {
    @TempDir
    static Path data;

    static LockedDataFolder folder;
    static Servers servers;
    static String kafka;

    private record Run(int exitCode, String out, String err) {}

    @BeforeAll
    static void start() {
        folder = LockedDataFolder.lock(data);
        servers = new Servers(folder, Ports.free());
        servers.start(List.of(Part.KAFKA));
        kafka = servers.settings().get("tideway.kafka.bootstrap-servers");
    }

    @AfterAll
    static void stop() {
        servers.close();
        folder.close();
    }

    @Test
    void makesWhatIsMissingAndLeavesTheRestAlone() throws Exception {
        var missing = List.of(Topic.RELEASES_DLQ.topicName(), Topic.RELEASES.topicName());
        ask(admin -> admin.deleteTopics(missing).all());
        await().until(() -> Collections.disjoint(topics(), missing));

        var first = topicsCreate();
        await().until(() -> topics().containsAll(missing));
        var second = topicsCreate();

        assertThat(first.err()).isEmpty();
        assertThat(first.out()).contains("Made: releases, releases.dlq");
        assertThat(first.exitCode()).isZero();
        assertThat(second.out()).contains("All topics were there.");
        var described =
                ask(admin -> admin.describeTopics(List.of("releases", "builds")).allTopicNames());
        assertThat(described.get("releases").partitions()).hasSize(3);
        assertThat(described.get("builds").partitions()).hasSize(4);
    }

    @Test
    void tellsThatATopicWouldForget() throws Exception {
        var catalogue = new ConfigResource(ConfigResource.Type.TOPIC, Topic.CATALOGUE.topicName());
        cleanUp(catalogue, "delete");
        try {
            var run = topicsCreate();

            assertThat(run.exitCode()).isOne();
            assertThat(run.err()).contains("The topic catalogue has cleanup.policy=delete; set it to compact.");
        } finally {
            cleanUp(catalogue, "compact");
        }
    }

    private static void cleanUp(ConfigResource topic, String policy) throws Exception {
        var set = new AlterConfigOp(new ConfigEntry("cleanup.policy", policy), AlterConfigOp.OpType.SET);
        ask(admin -> admin.incrementalAlterConfigs(Map.of(topic, List.of(set))).all());
        await().until(() ->
                policy.equals(ask(admin -> admin.describeConfigs(List.of(topic)).all())
                        .get(topic)
                        .get("cleanup.policy")
                        .value()));
    }

    private static Set<String> topics() throws Exception {
        return ask(admin -> admin.listTopics().names());
    }

    /** The broker that is asked hears of a change from the controller a moment after who made it. */
    private static ConditionFactory await() {
        return Awaitility.await().atMost(60, TimeUnit.SECONDS);
    }

    private static <T> T ask(Function<Admin, KafkaFuture<T>> question) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            return question.apply(admin).get(60, TimeUnit.SECONDS);
        }
    }

    private static Run topicsCreate() {
        var out = new StringWriter();
        var err = new StringWriter();
        CommandLine command =
                Tideway.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int code =
                command.execute("topics", "create", "--kafka", kafka, "--partitions", "3", "--replication-factor", "1");
        return new Run(code, out.toString(), err.toString());
    }
}
