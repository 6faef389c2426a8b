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
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private LeftOverPostgres() {}

    static void kill(Path cluster) {
        var pidFile = cluster.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        try {
            var pid = Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
            ProcessHandle.of(pid).filter(LeftOverPostgres::isPostgres).ifPresent(LeftOverPostgres::killFamily);
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

    private static void killFamily(ProcessHandle postmaster) {
        var family =
                Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
        family.forEach(ProcessHandle::destroyForcibly);
        // A backend that still holds the shared memory would make the next server refuse to start.
        var end = System.nanoTime() + LIMIT.toNanos();
        while (family.stream().anyMatch(LeftOverPostgres::isPostgres)) {
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
