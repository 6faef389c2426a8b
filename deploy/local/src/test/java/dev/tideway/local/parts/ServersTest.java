package dev.tideway.local.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tideway.protocol.Topic;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ServersTest {
    @TempDir
    static Path data;

    static LockedDataFolder folder;
    static Servers servers;

    @BeforeAll
    static void start() {
        folder = LockedDataFolder.lock(data);
        servers = new Servers(folder, Ports.free());
        servers.start(List.of(Part.values()));
    }

    @AfterAll
    static void stop() {
        servers.close();
        folder.close();
    }

    @Test
    void createsTheTopicsOfTheProtocolAndNoOthers() throws Exception {
        // The broker that is asked hears of a topic from the controller a moment after who made it.
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(Contents.topics(servers.settings()))
                .isEqualTo(Stream.of(Topic.values()).map(Topic::topicName).collect(Collectors.toSet())));
    }

    @Test
    void createsBothBuckets() throws Exception {
        assertThat(Contents.buckets(servers.settings())).isEqualTo(Set.of("tideway-private", "tideway-public"));
    }

    @Test
    void refusesAWrongPasswordAndAWrongSecret() {
        var wrong = Map.of("tideway.postgres.password", "guessed", "tideway.s3.secret-key", "guessed");
        var settings = Stream.of(servers.settings(), wrong)
                .flatMap(map -> map.entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (right, guessed) -> guessed));

        assertThatThrownBy(() -> Contents.write(Part.POSTGRES, settings, "x"))
                .hasMessageContaining("password authentication failed");
        assertThatThrownBy(() -> Contents.write(Part.S3, settings, "x")).hasMessageContaining("signature");
    }

    @ParameterizedTest
    @EnumSource
    void keepsItsDataWhenAPartIsKilledAndGivenBack(Part part) throws Exception {
        Contents.write(part, servers.settings(), "before the kill");

        servers.kill(part);
        assertThat(servers.isRunning(part)).isFalse();
        servers.restart(part);

        assertThat(Contents.read(part, servers.settings())).isEqualTo("before the kill");
    }

    @ParameterizedTest
    @EnumSource
    void keepsItsDataWhenAPartIsStoppedAndGivenBack(Part part) throws Exception {
        Contents.write(part, servers.settings(), "before the stop");

        servers.stop(part);
        servers.restart(part);

        assertThat(Contents.read(part, servers.settings())).isEqualTo("before the stop");
    }

    @Test
    void noticesThatPostgresqlDiedUnderItsParent() throws Exception {
        var pid = Files.readAllLines(data.resolve("postgres/cluster/postmaster.pid"))
                .get(0);

        ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly();

        await().atMost(Duration.ofMinutes(3)).until(() -> !servers.isRunning(Part.POSTGRES));
        servers.restart(Part.POSTGRES);
        assertThat(servers.isRunning(Part.POSTGRES)).isTrue();
    }

    @Test
    void namesPortAndOptionWhenAPortIsInUse(@TempDir Path other) throws Exception {
        try (var otherFolder = LockedDataFolder.lock(other);
                var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var ports = new Ports(Map.of(Part.KAFKA, taken.getLocalPort(), Part.POSTGRES, 1, Part.S3, 2));
            var others = new Servers(otherFolder, ports);

            assertThatThrownBy(() -> others.start(List.of(Part.KAFKA)))
                    .isInstanceOf(StackException.class)
                    .hasMessage("Port " + taken.getLocalPort() + " (Kafka) is in use: stop the program that listens on"
                            + " it, or choose another port with --kafka-port.");
        }
    }

    @Test
    void refusesASecondStackOnTheSameFolder() {
        assertThatThrownBy(() -> LockedDataFolder.lock(data))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("process " + ProcessHandle.current().pid())
                .hasMessageContaining("--data");
    }

    @Test
    void keepsSecretsFromOtherUsers() throws Exception {
        assertThat(Files.getPosixFilePermissions(data.resolve("keys/credentials.properties")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
}
