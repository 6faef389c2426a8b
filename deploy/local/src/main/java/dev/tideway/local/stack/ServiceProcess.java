package dev.tideway.local.stack;

import dev.tideway.local.parts.Background;
import dev.tideway.local.parts.ChildProcess;
import dev.tideway.local.parts.JavaLaunch;
import dev.tideway.local.parts.LogTail;
import dev.tideway.local.parts.StackException;
import dev.tideway.local.parts.TidewayHome;
import dev.tideway.local.server.ServiceMain;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A running service, from its start until it says that it is ready. */
public final class ServiceProcess {
    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

    private static final int HEAP_MEBIBYTES = 512;

    private final TidewayService service;
    private final ChildProcess process;
    private final URI health;

    private ServiceProcess(TidewayService service, ChildProcess process, URI health) {
        this.service = service;
        this.process = process;
        this.health = health;
    }

    /**
     * Starts a service and does not wait for it.
     *
     * @param settings all that it is told, its {@code quarkus.http.port} among them
     */
    public static ServiceProcess launch(TidewayService service, Map<String, String> settings, Path log) {
        var jar = TidewayHome.find().path().resolve(service.folder()).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new StackException(jar + " is missing: build with 'mvn -DskipTests package'.");
        }
        var java = new JavaLaunch(ServiceMain.class, TidewayHome.find().ownClasses() + ":" + jar, HEAP_MEBIBYTES);
        var process = ChildProcess.start(java.with(settings, log));
        return new ServiceProcess(
                service,
                process,
                URI.create("http://localhost:" + settings.get("quarkus.http.port") + "/q/health/ready"));
    }

    /** Completes when the service is ready; fails with the end of its log when it ends first. */
    public CompletableFuture<Void> ready() {
        return Background.run("wait for " + service.id(), this::waitUntilReady);
    }

    public CompletableFuture<Integer> onExit() {
        return process.onExit();
    }

    /** Asks it to end, and does not wait: it may take as long as it is set to. */
    public void terminate() {
        process.terminate();
    }

    /** Asks it to end, as a shutdown does, and returns when it is gone. */
    public void stop() {
        process.stop(STOP_LIMIT);
    }

    /** Takes it away without warning, as a crash does, and returns when it is gone. */
    public void kill() {
        process.kill();
    }

    private void waitUntilReady() {
        var end = System.nanoTime() + START_LIMIT.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new StackException(LogTail.notStarted(service.id(), process.log()));
            }
            try {
                Thread.sleep(BETWEEN_LOOKS.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StackException("Interrupted while " + service.id() + " started.", e);
            }
        }
    }

    private boolean isReady() {
        try {
            var connection = (HttpURLConnection) health.toURL().openConnection();
            connection.setConnectTimeout((int) ANSWER_LIMIT.toMillis());
            connection.setReadTimeout((int) ANSWER_LIMIT.toMillis());
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
