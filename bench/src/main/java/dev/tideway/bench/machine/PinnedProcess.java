package dev.tideway.bench.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A child process bound to one core, which ends with this JVM. */
public final class PinnedProcess implements AutoCloseable {
    /** Where what is measured runs. */
    public static final int SERVER_CORE = 0;

    /** Where the load comes from, and everything else; the scripts bind this JVM to it. */
    public static final int LOAD_CORE = 1;

    private static final int SECONDS_TO_STOP = 25;

    private final Process process;
    private final Path log;

    private PinnedProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    }

    /** @param environment is added to that of this JVM */
    public static PinnedProcess start(int core, List<String> command, Map<String, String> environment, Path log) {
        List<String> pinned = Stream.concat(Stream.of("taskset", "-c", Integer.toString(core)), command.stream())
                .toList();
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            var builder = new ProcessBuilder(pinned)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            return new PinnedProcess(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + String.join(" ", pinned), e);
        }
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** @throws IllegalStateException with the end of its log if it has ended */
    public void requireAlive() {
        if (!process.isAlive()) {
            throw new IllegalStateException("A program ended with code " + process.exitValue() + "; its log is " + log);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
