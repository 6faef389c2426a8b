package dev.tideway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.cli.api.BuildRequest;
import dev.tideway.cli.api.BuildStatus;
import dev.tideway.e2e.RunningStack.Replica;
import dev.tideway.local.stack.TidewayService;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A replica that is taken away while devices ask it, as a rolling upgrade does. */
class GracefulShutdownIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int CLIENTS = 8;

    /** After readiness went down each client asks as often as this once more: a load balancer takes its time to notice. */
    private static final int AFTERWARDS = 20;

    /** Longer than any machine needs: nothing here may depend on what it ends. */
    private static final Map<String, String> LONG_DRAIN =
            Map.of("tideway.shutdown.drain", "20m", "tideway.delivery.connection.idle-timeout", "20m");

    /** More than the buffers of two sockets hold. */
    private static final int LARGE = 24 << 20;

    /** More than a client's receive buffer of 64 KiB holds, and less than that and what the kernel takes from a server. */
    private static final int SMALL = 600 << 10;

    private final RunningStack stack = RunningStack.get();
    private final String project = "leaving-" + UUID.randomUUID();
    /** Not that of all tasks, which has as many threads as the machine has processors. */
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource(
            value = TidewayService.class,
            names = {"CATALOG", "DELIVERY"})
    void noRequestFailsWhileAReplicaLeaves(TidewayService service) throws Exception {
        // Given clients that ask without a pause
        URI path = path(service);
        Replica replica = stack.replica(service, LONG_DRAIN);
        try {
            AtomicBoolean isDown = new AtomicBoolean();
            AtomicInteger answers = new AtomicInteger();
            List<Future<Void>> clients = new ArrayList<>();
            for (int n = 0; n < CLIENTS; n++) {
                clients.add(threads.submit(() -> ask(replica.address().resolve(path), isDown, answers)));
            }
            await().atMost(PATIENCE).until(() -> answers.get() > 100);

            // When
            replica.process().terminate();
            await().atMost(PATIENCE).until(() -> readiness(replica) == 503);
            isDown.set(true);

            // Then none of them sees anything but answers
            for (Future<Void> client : clients) {
                client.get(PATIENCE.toMinutes(), TimeUnit.MINUTES);
            }
        } finally {
            replica.process().kill();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TidewayService.class,
            names = {"CATALOG", "DELIVERY"})
    void aKeptConnectionIsToldToCloseAndThenClosed(TidewayService service) throws Exception {
        // Given a connection that was answered ahead of the HTTP server
        URI path = path(service);
        Replica replica = stack.replica(service, LONG_DRAIN);
        try (Socket kept = connect(replica)) {
            for (int n = 0; n < 3; n++) {
                request(kept, path);
                assertThat(head(kept))
                        .startsWith("HTTP/1.1 200 OK\r\n")
                        .doesNotContainIgnoringCase("connection: close");
            }

            // When
            replica.process().terminate();
            await().atMost(PATIENCE).until(() -> readiness(replica) == 503);
            request(kept, path);

            // Then
            assertThat(head(kept)).startsWith("HTTP/1.1 200 OK\r\n").containsIgnoringCase("\r\nconnection: close\r\n");
            assertThat(kept.getInputStream().read()).isEqualTo(-1);
        } finally {
            replica.process().kill();
        }
    }

    @Test
    void aDownloadThatIsUnderWayComesToItsEndAndThenTheReplicaDoes(@TempDir Path tree) throws Exception {
        // Given a download from disk, of which the client has taken the head alone
        Replica replica = patient();
        URI path = onDisk(replica, tree, LARGE);
        try (Socket slow = connect(replica)) {
            request(slow, path);
            int length = length(readHead(slow.getInputStream()));
            assertThat(length).isGreaterThan(LARGE);

            // When it takes the rest after the replica has stopped to listen
            replica.process().terminate();
            await().atMost(PATIENCE).until(() -> isClosed(replica));

            // Then
            assertBothEnd(slow, length, replica);
        } finally {
            replica.process().kill();
        }
    }

    /** With its process a pod loses its network, and what the kernel holds is never sent. */
    @Test
    void aReplicaDoesNotEndBeforeTheKernelHasSentWhatItHolds(@TempDir Path tree) throws Exception {
        // Given an answer that the kernel has whole, of which the client has taken the head alone
        Replica replica = patient();
        URI path = onDisk(replica, tree, SMALL);
        try (Socket slow = connect(replica)) {
            request(slow, path);
            int length = length(readHead(slow.getInputStream()));

            // When
            replica.process().terminate();
            await().atMost(PATIENCE).until(() -> isClosed(replica));

            // Then
            await().during(Duration.ofSeconds(3))
                    .atMost(PATIENCE)
                    .until(() -> !replica.process().onExit().isDone());
            assertBothEnd(slow, length, replica);
        } finally {
            replica.process().kill();
        }
    }

    /** The client gets all that is left, then the end of its connection, and the replica ends. */
    private static void assertBothEnd(Socket slow, int length, Replica replica) throws Exception {
        assertThat(slow.getInputStream().readNBytes(length).length).isEqualTo(length);
        assertThat(slow.getInputStream().read()).isEqualTo(-1);
        replica.process().onExit().get(PATIENCE.toMinutes(), TimeUnit.MINUTES);
    }

    /** A delivery that listens for a second more, and then waits as long as it takes. */
    private Replica patient() {
        return stack.replica(
                TidewayService.DELIVERY,
                Map.of(
                        "tideway.shutdown.drain",
                        "1s",
                        "tideway.shutdown.timeout",
                        "20m",
                        "tideway.delivery.connection.rate-grace",
                        "20m"));
    }

    /** A package that cannot be made smaller, and that the replica has on its disk. */
    private URI onDisk(Replica replica, Path tree, int bytes) throws Exception {
        byte[] incompressible = new byte[bytes];
        new Random(1).nextBytes(incompressible);
        Files.write(tree.resolve("movie.mp4"), incompressible);
        Files.writeString(tree.resolve("index.html"), "<!doctype html>");
        URI path = URI.create("/packages/" + publish(tree).sha256() + ".zip");
        try (Socket before = connect(replica)) {
            request(before, path);
            head(before);
        }
        await().atMost(PATIENCE).until(() -> filesOnDisk(replica) > 0);
        return path;
    }

    private BuildStatus publish(Path tree) {
        BuildStatus status = stack.publish(project, BuildRequest.of("1", "ios", "1.0.0"), tree);
        await().atMost(PATIENCE)
                .until(() -> stack.device().offered(project, "ios", "1.0.0").has(status.updateNumber()));
        return status;
    }

    private URI path(TidewayService service) {
        BuildStatus status = publish(WebTree.named("bootstrap-older").folder());
        String query = "?project_id=" + project + "&os=ios&app_version=1.0.0";
        return URI.create(
                service == TidewayService.CATALOG
                        ? "/checkUpdate" + query
                        : "/download" + query + "&update_number=" + status.updateNumber());
    }

    private static Void ask(URI uri, AtomicBoolean isDown, AtomicInteger answers)
            throws IOException, InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
        int left = AFTERWARDS;
        while (left > 0) {
            left -= isDown.get() ? 1 : 0;
            int status = client.send(request, BodyHandlers.ofByteArray()).statusCode();
            assertThat(status).isEqualTo(200);
            answers.incrementAndGet();
        }
        return null;
    }

    private static int readiness(Replica replica) throws IOException, InterruptedException {
        return get(replica, "/q/health/ready").statusCode();
    }

    private static double filesOnDisk(Replica replica) throws IOException, InterruptedException {
        return get(replica, "/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("tideway_delivery_cache_files"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static HttpResponse<String> get(Replica replica, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(replica.address().resolve(path))
                .timeout(PATIENCE)
                .build();
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request, BodyHandlers.ofString());
    }

    private static boolean isClosed(Replica replica) throws IOException {
        try (Socket more = new Socket("localhost", replica.address().getPort())) {
            return !more.isConnected();
        } catch (ConnectException e) {
            return true;
        }
    }

    private static Socket connect(Replica replica) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(64 << 10);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.connect(new InetSocketAddress("localhost", replica.address().getPort()));
        return socket;
    }

    private static void request(Socket socket, URI path) throws IOException {
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** The head of an answer, whose body was read too. */
    private static String head(Socket socket) throws IOException {
        String head = readHead(socket.getInputStream());
        assertThat(socket.getInputStream().readNBytes(length(head)).length).isEqualTo(length(head));
        return head;
    }

    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            assertThat(next).as("ended after: %s", head).isNotNegative();
            head.append((char) next);
        }
        return head.toString();
    }

    private static int length(String head) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .map(line ->
                        Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElseThrow();
    }
}
