package dev.tideway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.cli.api.Address;
import dev.tideway.cli.api.AdminApi;
import dev.tideway.cli.api.BuildRequest;
import dev.tideway.cli.publish.PublishListener;
import dev.tideway.cli.publish.Publisher;
import dev.tideway.cli.token.Role;
import dev.tideway.local.parts.LockedDataFolder;
import dev.tideway.local.stack.Stack;
import dev.tideway.local.stack.StackPorts;
import dev.tideway.local.stack.StartListener;
import dev.tideway.local.stack.TidewayService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The whole stack, once for all edges, with what reached its two device-facing services. */
final class Origin {
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final List<TidewayService> FOR_DEVICES = List.of(TidewayService.CATALOG, TidewayService.DELIVERY);

    /** What {@code deploy/edge/test} has the services write before each request in their logs. */
    private static final String MARK = "ORIGIN ";

    private static @Nullable Origin instance;

    private final Path folder;
    private final Stack stack;

    private Origin(LockedDataFolder folder, Stack stack) {
        this.folder = folder.path();
        this.stack = stack;
    }

    /** Not made by a static initializer: other threads that start the stack would wait for its end. */
    static synchronized Origin get() {
        if (instance == null) {
            instance = start();
        }
        return instance;
    }

    private static Origin start() {
        try {
            var folder = LockedDataFolder.lock(Files.createTempDirectory("tideway-edge-"));
            var stack = new Stack(folder, StackPorts.free());
            Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop the stack"));
            stack.start(StartListener.SILENT);
            return new Origin(folder, stack);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return folder;
    }

    URI catalog() {
        return URI.create(stack.ports().url(TidewayService.CATALOG));
    }

    URI delivery() {
        return URI.create(stack.ports().url(TidewayService.DELIVERY));
    }

    /** Publishes, and returns when devices are told. */
    Update publish(String projectId, String os, String appVersion, Path tree) {
        var api = new AdminApi(
                Address.of(catalog().toString()), stack.signingKey().mint(Role.ADMIN, List.of(), Duration.ofHours(1)));
        try {
            var build = BuildRequest.of("build-" + Long.toHexString(System.nanoTime()), os, appVersion);
            var status = new Publisher(api, PublishListener.SILENT).publish(projectId, tree, build, PATIENCE);
            assertThat(status.state()).isEqualTo("offered");
            var update = new Update(projectId, os, appVersion, status.updateNumber(), status.sha256());
            var devices = new Devices(catalog());
            await().atMost(PATIENCE)
                    .until(() -> devices.get(update.check()).text().contains(update.sha256()));
            return update;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the services that devices are answered by; PostgreSQL, Kafka, S3 and the packager go on. */
    void stop() {
        FOR_DEVICES.forEach(stack::stop);
    }

    void startAgain() {
        FOR_DEVICES.forEach(stack::start);
    }

    /**
     * Every request of a device that reaches the services while this is done, such as {@code GET /download?… HTTP/1.1
     * 206}. A request is logged when it is answered, so those before are waited for, and the end.
     */
    List<String> requestsDuring(Runnable action) {
        awaitQuiet();
        var before =
                FOR_DEVICES.stream().map(service -> requests(service).size()).toList();
        action.run();
        awaitQuiet();
        return IntStream.range(0, before.size())
                .boxed()
                .flatMap(i -> requests(FOR_DEVICES.get(i)).stream().skip(before.get(i)))
                .toList();
    }

    private void awaitQuiet() {
        var seen = new AtomicInteger(-1);
        await().pollInterval(Duration.ofMillis(200)).atMost(PATIENCE).until(() -> {
            int now = FOR_DEVICES.stream()
                    .mapToInt(service -> requests(service).size())
                    .sum();
            return seen.getAndSet(now) == now;
        });
    }

    private List<String> requests(TidewayService service) {
        try {
            var log = folder.resolve("logs").resolve(service.id() + ".log");
            return Files.readAllLines(log).stream()
                    .filter(line -> line.contains(MARK))
                    .map(line -> line.substring(line.indexOf(MARK) + MARK.length()))
                    .filter(request -> !request.contains(" /q/"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
