package dev.tideway.local.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** A Kafka broker that is its own controller (KRaft), with Tideway's topics, whose log outlives it. */
public final class KafkaMain {
    private static final int NODE = 1;
    private static final String CONTROLLER = "CONTROLLER";

    private KafkaMain() {}

    public static void main(String[] args) {
        Lifeline.serve(args, KafkaMain::start);
    }

    private static void start(ServerArguments arguments) throws Exception {
        Files.createDirectories(arguments.data());
        if (!Files.exists(arguments.data().resolve("meta.properties"))) {
            format(arguments.data());
        }
        var config = new KafkaConfig(properties(arguments, freePort()));
        var server = new KafkaRaftServer(config, Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "stop kafka"));
        server.startup();
        LocalTopics.create(ServerArguments.host() + ":" + arguments.port());
    }

    private static void stop(KafkaRaftServer server) {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Path log) throws Exception {
        new Formatter()
                .setPrintStream(System.err)
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(NODE)
                .setControllerListenerName(CONTROLLER)
                .setMetadataLogDirectory(log.toString())
                .addDirectory(log.toString())
                .setReleaseVersion(MetadataVersion.latestProduction())
                .run();
    }

    /** With what the stack's owner adds: to lists of listeners it is added, all else it replaces. */
    private static Map<String, String> properties(ServerArguments arguments, int controllerPort) throws IOException {
        var all = new HashMap<>(ours(arguments, controllerPort));
        arguments
                .more()
                .forEach((name, value) -> all.merge(
                        name.toString(),
                        value.toString(),
                        (first, more) -> name.toString().contains("listener") ? first + "," + more : more));
        return all;
    }

    private static Map<String, String> ours(ServerArguments arguments, int controllerPort) {
        var host = ServerArguments.host();
        var broker = host + ":" + arguments.port();
        var advertised = host.equals(ServerArguments.LOOPBACK) ? "localhost" : host;
        var controller = "127.0.0.1:" + controllerPort;
        return Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", Integer.toString(NODE)),
                Map.entry("controller.quorum.voters", NODE + "@" + controller),
                Map.entry("controller.listener.names", CONTROLLER),
                Map.entry("listeners", "PLAINTEXT://" + broker + "," + CONTROLLER + "://" + controller),
                Map.entry("advertised.listeners", "PLAINTEXT://" + advertised + ":" + arguments.port()),
                Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("log.dirs", arguments.data().toString()),
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("offsets.topic.num.partitions", "4"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("transaction.state.log.num.partitions", "4"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.min.isr", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                // How long a killed broker keeps its place, and the next start with it; the default is 9 s.
                Map.entry("broker.session.timeout.ms", "4000"),
                Map.entry("broker.heartbeat.interval.ms", "1000"),
                // The default of 128 MiB is half of this JVM's heap.
                Map.entry("log.cleaner.dedupe.buffer.size", Integer.toString(16 << 20)));
    }

    /** The controller talks to itself alone, so its port need not be the same at the next start. */
    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
