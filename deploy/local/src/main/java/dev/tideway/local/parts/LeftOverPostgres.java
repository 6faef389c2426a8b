package dev.tideway.local.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * Ends a PostgreSQL whose Java parent was killed: it runs in a session of its own, outside the family of that parent.
 * Whoever calls this holds the lock on the data folder, so nobody else uses it.
 */
final class LeftOverPostgres {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    /** Of postmaster.pid, counted from 0. */
    private static final int PORT_LINE = 3;

    private LeftOverPostgres() {}

    static void kill(Path cluster) {
        var pidFile = cluster.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        try {
            var lines = Files.readAllLines(pidFile);
            var pid = Long.parseLong(lines.get(0).strip());
            var port = Integer.parseInt(lines.get(PORT_LINE).strip());
            ProcessHandle.of(pid)
                    .filter(LeftOverPostgres::isPostgres)
                    .ifPresent(postmaster -> killFamily(postmaster, port));
            // PostgreSQL would take a killed process that nobody has reaped yet for a running one.
            Files.delete(pidFile);
        } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
            throw new StackException("Cannot read " + pidFile + ": " + e.getMessage(), e);
        }
    }

    /** The number in the file may by now be that of another program; a process that ended has no command any more. */
    private static boolean isPostgres(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("/postgres");
    }

    private static void killFamily(ProcessHandle postmaster, int port) {
        var family =
                Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
        family.forEach(ProcessHandle::destroyForcibly);
        // A backend that still holds the shared memory would make the next server refuse to start; a process loses its
        // command before its sockets.
        var end = System.nanoTime() + LIMIT.toNanos();
        while (family.stream().anyMatch(LeftOverPostgres::isPostgres) || !PortCheck.isFree(port)) {
            if (System.nanoTime() > end) {
                throw new StackException("PostgreSQL process " + postmaster.pid() + " cannot be killed.");
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while PostgreSQL ended.", e);
        }
    }
}
