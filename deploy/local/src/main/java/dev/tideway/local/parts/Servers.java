package dev.tideway.local.parts;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL, Kafka and S3 as child processes on fixed ports over one data folder, each of which can be taken away and
 * given back while the rest goes on.
 */
public final class Servers implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(25);

    private final DataFolder folder;
    private final Ports ports;
    private final ServerSettings settings;
    private final Map<Part, ChildProcess> running = new EnumMap<>(Part.class);

    public Servers(DataFolder folder, Ports ports) {
        this.folder = folder;
        this.ports = ports;
        this.settings = new ServerSettings(ports, Credentials.of(folder.path()));
    }

    /** The {@code tideway.*} settings with which services reach these servers. */
    public Map<String, String> settings() {
        return settings.byName();
    }

    public Path log(Part part) {
        return folder.log(part.id());
    }

    public void start(Collection<Part> parts) {
        start(parts, (part, time) -> {});
    }

    /**
     * Starts the parts that do not run yet, all at once, and returns when each serves.
     *
     * @param whenReady is told each part and how long it took
     * @throws StackException where a port is taken or a server does not come up; what was started goes on running
     */
    public void start(Collection<Part> parts, BiConsumer<Part, Duration> whenReady) {
        var missing = parts.stream().filter(part -> !isRunning(part)).toList();
        missing.forEach(this::killLeftOver);
        missing.forEach(part -> PortCheck.requireFree(ports.of(part), part.title(), part.portOption()));
        var starts = missing.stream().map(part -> launch(part, whenReady)).toList();
        try {
            CompletableFuture.allOf(starts.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StackException known
                    ? known
                    : new StackException("A server did not start: " + e, e);
        }
    }

    /** Asks the part to end, as a shutdown does, and returns when it is gone. */
    public void stop(Part part) {
        var process = remove(part);
        if (process != null) {
            process.stop(STOP_LIMIT);
        }
    }

    /** Takes the part away without warning, as a crash does, and returns when it is gone. */
    public void kill(Part part) {
        var process = remove(part);
        if (process != null) {
            process.kill();
            killLeftOver(part);
        }
    }

    /** Gives the part back on the same port and data; stops it first where it runs. */
    public void restart(Part part) {
        stop(part);
        start(List.of(part));
    }

    public synchronized boolean isRunning(Part part) {
        var process = running.get(part);
        return process != null && process.isAlive();
    }

    /** Completes with the exit code when the part ends, whoever ended it. */
    public synchronized CompletableFuture<Integer> onExit(Part part) {
        var process = running.get(part);
        return process == null ? CompletableFuture.completedFuture(0) : process.onExit();
    }

    @Override
    public void close() {
        // Each waits for its server to end; in parallel the slowest one decides.
        List.of(Part.values()).parallelStream().forEach(this::stop);
    }

    private CompletableFuture<Void> launch(Part part, BiConsumer<Part, Duration> whenReady) {
        var begin = System.nanoTime();
        var process = ChildProcess.start(new ChildProcess.Launch(command(part), environment(), log(part)));
        synchronized (this) {
            running.put(part, process);
        }
        return process.ready()
                .orTimeout(START_LIMIT.toSeconds(), TimeUnit.SECONDS)
                .thenRun(() -> whenReady.accept(part, Duration.ofNanos(System.nanoTime() - begin)))
                .exceptionally(problem -> {
                    throw notReady(part, problem);
                });
    }

    private void killLeftOver(Part part) {
        if (part == Part.POSTGRES) {
            LeftOverPostgres.kill(folder.path().resolve(part.id()).resolve("cluster"));
        }
    }

    private List<String> command(Part part) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + part.heapMebibytes() + "m",
                // These JVMs live for short and share few cores: the quick compiler is enough.
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                TidewayHome.find().serverClassPath(),
                part.main().getName(),
                folder.path().resolve(part.id()).toString(),
                Integer.toString(ports.of(part)));
    }

    private Map<String, String> environment() {
        var variables = new LinkedHashMap<String, String>();
        settings.byName().forEach((name, value) -> variables.put(ServerSettings.variable(name), value));
        return variables;
    }

    private StackException notReady(Part part, Throwable problem) {
        return new StackException(
                part.title() + " did not start. The end of its log " + log(part) + ":\n" + LogTail.of(log(part)),
                problem);
    }

    private synchronized @Nullable ChildProcess remove(Part part) {
        return running.remove(part);
    }
}
