package dev.tideway.local.parts;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL, Kafka and S3 as child processes on fixed ports over one data folder, each of which can be taken away and
 * given back while the rest goes on.
 */
public final class Servers implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(25);

    private final LockedDataFolder folder;
    private final Ports ports;
    private final ServerSettings settings;
    private final Map<Part, ChildProcess> running = new EnumMap<>(Part.class);

    public Servers(LockedDataFolder folder, Ports ports) {
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

    /**
     * Starts the parts that do not run yet, all at once, and returns when each serves.
     *
     * @throws StackException where a port is taken or a server does not come up; what was started goes on running
     */
    public void start(Collection<Part> parts) {
        var missing = parts.stream().filter(part -> !isRunning(part)).toList();
        requireFreePorts(missing);
        Background.joinAll(missing.stream().map(this::launch).toList());
    }

    /**
     * Looks for what would keep the parts from starting, and ends what an earlier crash left over.
     *
     * @throws StackException where a port is taken
     */
    public void requireFreePorts(Collection<Part> parts) {
        parts.forEach(this::killLeftOver);
        parts.forEach(part -> PortCheck.requireFree(ports.of(part), part.title(), part.portOption()));
    }

    /** Starts one part; completes when it serves, or fails with the end of its log. */
    public CompletableFuture<Void> launch(Part part) {
        var java = new JavaLaunch(part.main(), TidewayHome.find().serverClassPath(), part.heapMebibytes());
        var data = folder.path().resolve(part.id()).toString();
        var process = ChildProcess.startTelling(
                java.with(settings.byName(), log(part), data, Integer.toString(ports.of(part))));
        synchronized (this) {
            running.put(part, process);
        }
        return process.ready()
                .orTimeout(START_LIMIT.toSeconds(), TimeUnit.SECONDS)
                .exceptionally(problem -> {
                    throw new StackException(LogTail.notStarted(part.title(), log(part)), problem);
                });
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

    private void killLeftOver(Part part) {
        if (part == Part.POSTGRES) {
            LeftOverPostgres.kill(folder.path().resolve(part.id()).resolve("cluster"));
        }
    }

    private synchronized @Nullable ChildProcess remove(Part part) {
        return running.remove(part);
    }
}
