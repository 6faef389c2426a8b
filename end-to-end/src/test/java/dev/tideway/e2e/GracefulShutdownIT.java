package dev.tideway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.cli.api.BuildRequest;
import dev.tideway.e2e.RunningStack.Replica;
import dev.tideway.local.stack.TidewayService;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A replica that is taken away while devices ask it, as a rolling upgrade does. */
class GracefulShutdownIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int CLIENTS = 8;

    /** After readiness went down each client asks as often as this once more: a load balancer takes its time to notice. */
    private static final int AFTERWARDS = 20;

    private static final Map<String, String> SETTINGS = Map.of("tideway.shutdown.drain", "15s");

    private final RunningStack stack = RunningStack.get();
    private final String project = "leaving-" + UUID.randomUUID();

    @ParameterizedTest
    @EnumSource(
            value = TidewayService.class,
            names = {"CATALOG", "DELIVERY"})
    void noRequestFailsWhileAReplicaLeaves(TidewayService service) throws Exception {
        String path = path(service);
        Replica replica = stack.replica(service, SETTINGS);
        AtomicBoolean isDown = new AtomicBoolean();
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        AtomicInteger answers = new AtomicInteger();
        List<CompletableFuture<Void>> clients = IntStream.range(0, CLIENTS)
                .mapToObj(n -> CompletableFuture.runAsync(
                        () -> ask(replica.address().resolve(path), isDown, answers, failures)))
                .toList();
        await().atMost(PATIENCE).until(() -> answers.get() > 100);

        CompletableFuture<Void> stop = CompletableFuture.runAsync(replica.process()::stop);
        await().atMost(PATIENCE).until(() -> readiness(replica) == 503);
        isDown.set(true);
        CompletableFuture.allOf(clients.toArray(CompletableFuture[]::new)).get(2, TimeUnit.MINUTES);

        assertThat(failures).isEmpty();
        stop.get(2, TimeUnit.MINUTES);
    }

    @Test
    void aConnectionOfTheFastPathIsToldToCloseAndThenClosed() throws Exception {
        String path = path(TidewayService.CATALOG);
        Replica replica = stack.replica(TidewayService.CATALOG, SETTINGS);
        try (Socket kept = new Socket("localhost", replica.address().getPort())) {
            kept.setSoTimeout((int) PATIENCE.toMillis());
            byte[] request = ("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
            kept.getOutputStream().write(request);
            String first = new String(kept.getInputStream().readNBytes(15), StandardCharsets.US_ASCII);
            assertThat(first).isEqualTo("HTTP/1.1 200 OK");
            await().atMost(PATIENCE).until(() -> kept.getInputStream().available() > 0);
            drain(kept);

            CompletableFuture<Void> stop = CompletableFuture.runAsync(replica.process()::stop);
            await().atMost(PATIENCE).until(() -> readiness(replica) == 503);
            kept.getOutputStream().write(request);
            String last = new String(kept.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(last.toLowerCase(Locale.ROOT))
                    .startsWith("http/1.1 200 ok\r\n")
                    .contains("\r\nconnection: close\r\n");
            stop.get(2, TimeUnit.MINUTES);
        }
    }

    /** What is left of an answer that has begun to arrive; it is short. */
    private static void drain(Socket socket) throws IOException {
        StringBuilder rest = new StringBuilder();
        while (!rest.toString().endsWith("}}}}")) {
            rest.append((char) socket.getInputStream().read());
        }
    }

    private String path(TidewayService service) {
        var status = stack.publish(
                project,
                BuildRequest.of("1", "ios", "1.0.0"),
                WebTree.named("bootstrap-older").folder());
        String number = status.updateNumber();
        await().atMost(PATIENCE)
                .until(() -> stack.device().offered(project, "ios", "1.0.0").has(number));
        return service == TidewayService.CATALOG
                ? "/checkUpdate?project_id=" + project + "&os=ios&app_version=1.0.0"
                : "/download?project_id=" + project + "&os=ios&app_version=1.0.0&update_number=" + number;
    }

    private static void ask(URI uri, AtomicBoolean isDown, AtomicInteger answers, Queue<Throwable> failures) {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
        int left = AFTERWARDS;
        while (left > 0) {
            left -= isDown.get() ? 1 : 0;
            try {
                HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
                if (answer.statusCode() != 200) {
                    throw new AssertionError("answered " + answer.statusCode());
                }
                answers.incrementAndGet();
            } catch (IOException | AssertionError e) {
                failures.add(e);
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static int readiness(Replica replica) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(replica.address().resolve("/q/health/ready"))
                .timeout(PATIENCE)
                .build();
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }
}
