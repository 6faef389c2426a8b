package dev.tideway.local.stack;

import dev.tideway.cli.token.SigningKey;
import dev.tideway.local.parts.Background;
import dev.tideway.local.parts.LockedDataFolder;
import dev.tideway.local.parts.Part;
import dev.tideway.local.parts.PortCheck;
import dev.tideway.local.parts.Servers;
import dev.tideway.local.parts.StackException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * The three servers and the three services of one data folder. Each starts as soon as what it needs is ready, and they
 * stop in the opposite order.
 */
public final class Stack implements AutoCloseable {
    private final LockedDataFolder folder;
    private final StackPorts ports;
    private final Servers servers;
    private final SigningKey signingKey;
    private final Map<TidewayService, Map<String, String>> more = new EnumMap<>(TidewayService.class);
    private final Map<TidewayService, ServiceProcess> services = new EnumMap<>(TidewayService.class);
    private final CompletableFuture<String> endedByItself = new CompletableFuture<>();
    private boolean stopping;

    /** Makes keys and secrets where there are none yet; nothing runs before {@link #start}. */
    public Stack(LockedDataFolder folder, StackPorts ports) throws IOException {
        this.folder = folder;
        this.ports = ports;
        this.servers = new Servers(folder, ports.servers());
        this.signingKey = SigningKey.loadOrCreate(folder.path().resolve("keys").resolve("signing-key.jwk"));
    }

    /** Tells a service something else than, or more than, the stack does by itself, from its next start on. */
    public void set(TidewayService service, Map<String, String> settings) {
        more.put(service, settings);
    }

    /**
     * Starts everything and returns when all of it is ready.
     *
     * @throws StackException where a port is taken or something does not come up; what was started is stopped by
     *     {@link #close}
     */
    public void start(StartListener listener) {
        for (var service : TidewayService.values()) {
            PortCheck.requireFree(ports.of(service), service.id(), service.portOption());
        }
        servers.requireFreePorts(List.of(Part.values()));
        folder.startNewLogs();
        var parts = new EnumMap<Part, CompletableFuture<Void>>(Part.class);
        for (var part : Part.values()) {
            parts.put(part, timed(part.title(), servers.launch(part), listener));
        }
        var all = Stream.concat(
                parts.values().stream(),
                Stream.of(TidewayService.values()).map(service -> launchAfter(parts, service, listener)));
        Background.joinAll(all.toList());
        AddressesFile.write(folder, ports);
        watch();
    }

    public Servers servers() {
        return servers;
    }

    public StackPorts ports() {
        return ports;
    }

    public SigningKey signingKey() {
        return signingKey;
    }

    /** Completes with a sentence about the first part that ended though nobody stopped it. */
    public CompletableFuture<String> endedByItself() {
        return endedByItself;
    }

    /** Asks one service to end, as a shutdown does, and returns when it is gone; the rest goes on. */
    public void stop(TidewayService service) {
        ServiceProcess process;
        synchronized (this) {
            process = services.remove(service);
        }
        if (process != null) {
            process.stop();
        }
    }

    /** Gives a stopped service back on the same port, and returns when it is ready. */
    public void start(TidewayService service) {
        launch(service).join();
        watch(service);
    }

    /** Stops the services, then the servers; returns when no process is left. */
    @Override
    public void close() {
        List<ServiceProcess> running;
        synchronized (this) {
            stopping = true;
            running = List.copyOf(services.values());
        }
        running.parallelStream().forEach(ServiceProcess::stop);
        servers.close();
    }

    public synchronized boolean isStopping() {
        return stopping;
    }

    private CompletableFuture<Void> launchAfter(
            Map<Part, CompletableFuture<Void>> parts, TidewayService service, StartListener listener) {
        var needed = service.needs().stream().map(parts::get).toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(needed).thenCompose(ready -> timed(service.id(), launch(service), listener));
    }

    private synchronized CompletableFuture<Void> launch(TidewayService service) {
        if (stopping) {
            throw new StackException("The stack is stopping.");
        }
        var settings = new ServiceSettings(ports, servers.settings(), folder.path(), signingKey.jwksFile());
        var told = new HashMap<>(settings.of(service));
        told.putAll(more.getOrDefault(service, Map.of()));
        var process = ServiceProcess.launch(service, told, folder.log(service.id()));
        services.put(service, process);
        return process.ready();
    }

    private static CompletableFuture<Void> timed(String name, CompletableFuture<Void> start, StartListener listener) {
        var begin = System.nanoTime();
        return start.thenRun(() -> listener.ready(name, Duration.ofNanos(System.nanoTime() - begin)));
    }

    private void watch() {
        for (var part : Part.values()) {
            watch(part.title(), servers.onExit(part), servers.log(part), () -> true);
        }
        for (var service : TidewayService.values()) {
            watch(service);
        }
    }

    private synchronized void watch(TidewayService service) {
        var process = services.get(service);
        if (process != null) {
            watch(service.id(), process.onExit(), folder.log(service.id()), () -> runs(service, process));
        }
    }

    private synchronized boolean runs(TidewayService service, ServiceProcess process) {
        return services.get(service) == process;
    }

    private void watch(String name, CompletableFuture<Integer> exit, Path log, BooleanSupplier wanted) {
        var unused = exit.thenAccept(code -> {
            if (!isStopping() && wanted.getAsBoolean()) {
                endedByItself.complete(name + " ended by itself (exit code " + code + "); its log is " + log + ".");
            }
        });
    }
}
