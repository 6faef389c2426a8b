package dev.tideway.local.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParentTest {
    @Test
    void leavesNoServerBehindWhenItIsKilled(@TempDir Path data) throws Exception {
        // Given
        var parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dtideway.root=" + System.getProperty("tideway.root"),
                        Parent.class.getName(),
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        parent.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        var process = parent.start();
        List<Integer> ports;
        try (var out = new BufferedReader(process.inputReader(StandardCharsets.UTF_8))) {
            ports = List.of(out.readLine().split(" ")).stream()
                    .map(Integer::valueOf)
                    .toList();
        }
        assertThat(ports).hasSize(3).allMatch(ParentTest::isServed);

        // When
        process.destroyForcibly();

        // Then
        await().atMost(Duration.ofMinutes(4)).until(() -> ports.stream().noneMatch(ParentTest::isServed));
    }

    private static boolean isServed(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Starts all servers, prints their ports, and waits to be killed. */
    static final class Parent {
        public static void main(String[] args) throws InterruptedException {
            var ports = Ports.free();
            var servers = new Servers(LockedDataFolder.lock(Path.of(args[0])), ports);
            servers.start(List.of(Part.values()));
            System.out.println(ports.of(Part.POSTGRES) + " " + ports.of(Part.KAFKA) + " " + ports.of(Part.S3));
            Thread.currentThread().join();
        }
    }
}
