package dev.tideway.local.parts;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A child process in a session of its own, so that Ctrl-C in the terminal reaches the parent alone and the parent
 * decides the order in which things stop. Its standard input is the lifeline that ends it when the parent is killed.
 */
public final class ChildProcess {
    /**
     * What to start.
     *
     * @param environment added to that of this process
     */
    public record Launch(List<String> command, Map<String, String> environment, Path log) {}

    private final Process process;
    private final Path log;

    private ChildProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts it with standard output and standard error in its log. */
    public static ChildProcess start(Launch launch) {
        return start(launch, ProcessBuilder.Redirect.appendTo(launch.log().toFile()));
    }

    /** Starts what says on standard output when it is ready; its standard error is its log. */
    static ChildProcess startTelling(Launch launch) {
        return start(launch, ProcessBuilder.Redirect.PIPE);
    }

    private static ChildProcess start(Launch launch, ProcessBuilder.Redirect output) {
        var command =
                Stream.concat(Stream.of("setsid"), launch.command().stream()).toList();
        var builder = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(launch.log().toFile()))
                .redirectOutput(output);
        builder.environment().putAll(launch.environment());
        try {
            Files.createDirectories(launch.log().getParent());
            return new ChildProcess(builder.start(), launch.log());
        } catch (IOException e) {
            throw new StackException("Cannot start " + String.join(" ", command) + ": " + e.getMessage(), e);
        }
    }

    /** Completes with the first line on standard output that starts with {@code READY}, or fails when there is none. */
    public CompletableFuture<Void> ready() {
        return Background.run("wait for " + process.pid(), this::readUntilReady);
    }

    public CompletableFuture<Integer> onExit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public Path log() {
        return log;
    }

    /** Asks it to end (SIGTERM), and does not wait. */
    public void terminate() {
        process.destroy();
    }

    /** Asks it to end, and kills it and its descendants when the time is over. */
    public void stop(Duration limit) {
        terminate();
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kill();
    }

    /** Takes it away at once, as a crash does, and returns when it and its descendants are gone. */
    public void kill() {
        var family = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        family.forEach(ProcessHandle::destroyForcibly);
        CompletableFuture.allOf(family.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                .orTimeout(2, TimeUnit.MINUTES)
                .join();
    }

    private void readUntilReady() {
        try (var reader = new BufferedReader(process.inputReader(StandardCharsets.UTF_8))) {
            var line = reader.readLine();
            while (line != null && !line.startsWith("READY")) {
                line = reader.readLine();
            }
            if (line == null) {
                throw new StackException("ended before it was ready");
            }
        } catch (IOException e) {
            throw new StackException("ended before it was ready", e);
        }
    }
}
