package dev.tideway.edge;

import static org.awaitility.Awaitility.await;

import dev.tideway.local.parts.ChildProcess;
import dev.tideway.local.parts.LogTail;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A server that is not ours, from its start until its port is open. */
final class ServerProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final ChildProcess process;

    private ServerProcess(ChildProcess process) {
        this.process = process;
    }

    static ServerProcess start(List<String> command, URI address, Path log) {
        var process = ChildProcess.start(new ChildProcess.Launch(command, Map.of(), log));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> process.stop(Duration.ofSeconds(5))));
        await().atMost(PATIENCE).until(() -> isOpen(address) || !process.isAlive());
        if (!process.isAlive()) {
            throw new IllegalStateException(LogTail.notStarted(command.get(0), log));
        }
        return new ServerProcess(process);
    }

    private static boolean isOpen(URI address) {
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        process.stop(Duration.ofSeconds(10));
    }
}
