package dev.tideway.delivery.connection;

import static dev.tideway.delivery.connection.SlowSockets.cut;
import static dev.tideway.delivery.connection.SlowSockets.drain;
import static dev.tideway.delivery.testing.Buckets.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.delivery.testing.Buckets;
import dev.tideway.delivery.testing.Device;
import dev.tideway.delivery.testing.GatedS3Resource;
import dev.tideway.delivery.testing.Http2Device;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Devices that hold a connection without using it in earnest, over real sockets, with short limits. */
@QuarkusTest
@QuarkusTestResource(
        value = GatedS3Resource.class,
        restrictToAnnotatedClass = true,
        initArgs = {
            @ResourceArg(name = "tideway.delivery.connection.head-timeout", value = "2s"),
            @ResourceArg(name = "tideway.delivery.connection.rate-grace", value = "2s"),
            @ResourceArg(name = "tideway.delivery.connection.least-rate", value = "1M"),
            @ResourceArg(name = "tideway.delivery.connection.answer-timeout", value = "12s"),
            @ResourceArg(name = "tideway.delivery.cache.streaming-threshold", value = "64M"),
            @ResourceArg(name = "tideway.delivery.connection.max", value = "200")
        })
class ConnectionWatchTest {
    private static final Duration LONG = Duration.ofMinutes(3);

    @TestHTTPResource("/")
    String address;

    private final Buckets buckets = new Buckets();
    private final List<Socket> sockets = new ArrayList<>();
    private Device device;

    @BeforeEach
    void connect() {
        device = new Device(address);
    }

    @AfterEach
    void hangUp() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private Socket open() throws IOException {
        var socket = SlowSockets.open(address, LONG);
        sockets.add(socket);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Test
    void cutsOffWhoSendsNothing() throws IOException {
        assertThat(open().getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void cutsOffWhoNeverCompletesARequest() throws IOException {
        double before = cut("head");
        var socket = open();
        send(socket, "GET /download HTTP/1.1\r\nHost: x\r\nX: ");

        await().atMost(LONG).pollInterval(Duration.ofMillis(100)).until(() -> {
            try {
                send(socket, "x");
                return false;
            } catch (SocketException e) {
                return true;
            }
        });
        assertThat(cut("head")).isGreaterThan(before);
    }

    @Test
    void cutsOffWhoNeverCompletesAFurtherRequest() throws IOException {
        var socket = open();
        send(socket, "OPTIONS /download HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                .isEqualTo("HTTP/1.1 204");

        send(socket, "GET /down");

        drain(socket);
    }

    @Test
    void keepsWhoIsQuietBetweenRequests() throws IOException {
        var quiet = open();
        send(quiet, "OPTIONS /download HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(quiet.getInputStream().read()).isEqualTo('H');

        // Longer than the head's time.
        cutsOffWhoSendsNothing();
        cutsOffWhoSendsNothing();

        send(quiet, "OPTIONS /download HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(new String(quiet.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                .containsOnlyOnce("HTTP/1.1 204");
    }

    @Test
    void holdsNobodyUpForAHundredHalfOpenRequests() throws IOException {
        String path = "/packages/" + buckets.putPackage(zip(10_000)) + ".zip";
        assertThat(device.get(path).statusCode()).isEqualTo(200);
        for (int i = 0; i < 100; i++) {
            send(open(), "GET " + path + " HTTP/1.1\r\nHost: x\r\n");
        }

        for (int i = 0; i < 50; i++) {
            assertThat(device.get(path).statusCode()).isEqualTo(200);
        }

        for (Socket socket : sockets) {
            assertThat(drain(socket)).isZero();
        }
    }

    @Test
    void closesConnectionsThatAreTooMany() throws IOException {
        double before = cut("connections");
        for (int i = 0; i < 5000 && cut("connections") == before; i++) {
            open();
        }

        assertThat(cut("connections")).isGreaterThan(before);
        for (Socket socket : sockets) {
            assertThat(drain(socket)).isZero();
        }
        assertThat(device.ask("OPTIONS", "/download").statusCode()).isEqualTo(204);
    }

    @Test
    void cutsOffWhoTakesNextToNothing() throws IOException {
        double before = cut("rate");
        var large = LargePackage.onDisk(device);
        var socket = open();

        send(socket, "GET " + large.path() + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        await().atMost(LONG).until(() -> cut("rate") > before);

        assertThat(drain(socket)).isLessThan(large.length());
    }

    @Test
    void goesOnWithWhoIsSlowButSteadyUntilTheTimeOfAnAnswerIsOver() throws IOException {
        double slow = cut("rate");
        double late = cut("time");
        var large = LargePackage.onDisk(device);
        var socket = open();
        long began = System.nanoTime();

        send(socket, "GET " + large.path() + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        long[] taken = {0};
        await().atMost(LONG).pollInterval(Duration.ofMillis(50)).until(() -> {
            // More than twice as much as it must be, and what a busy machine was too late for is made good.
            long due = (System.nanoTime() - began) / 1000 * 22 / 10;
            taken[0] += socket.getInputStream().readNBytes((int) Math.min(due - taken[0], large.length())).length;
            return cut("time") > late;
        });

        assertThat(System.nanoTime() - began)
                .isGreaterThan(Duration.ofSeconds(7).toNanos());
        assertThat(cut("rate")).isEqualTo(slow);
        assertThat(drain(socket)).isLessThan(large.length());
    }

    /** HTTP/2 keeps what a device does not take from the socket. */
    @Test
    void cutsOffWhoTakesNextToNothingOverHttp2() throws Exception {
        double before = cut("rate");
        var large = LargePackage.onDisk(device);
        try (var http2 = new Http2Device(URI.create(address).getPort())) {
            http2.takeNothingOf(large.path());

            await().atMost(LONG).until(() -> cut("rate") > before);
            assertThat(http2.isCutOff()).succeedsWithin(LONG);
        }
    }
}
