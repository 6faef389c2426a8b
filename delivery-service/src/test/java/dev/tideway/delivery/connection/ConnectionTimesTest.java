package dev.tideway.delivery.connection;

import static dev.tideway.delivery.connection.SlowSockets.cut;
import static dev.tideway.delivery.connection.SlowSockets.drain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.delivery.testing.Device;
import dev.tideway.delivery.testing.GatedS3Resource;
import dev.tideway.delivery.testing.Http2Device;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long a connection may be quiet, and an answer may take, whatever the framework would think of it. */
@QuarkusTest
@QuarkusTestResource(
        value = GatedS3Resource.class,
        restrictToAnnotatedClass = true,
        initArgs = {
            @ResourceArg(name = "tideway.delivery.connection.head-timeout", value = "60s"),
            @ResourceArg(name = "tideway.delivery.connection.idle-timeout", value = "1s"),
            @ResourceArg(name = "tideway.delivery.connection.answer-timeout", value = "15s"),
            @ResourceArg(name = "tideway.delivery.connection.rate-grace", value = "10m"),
            @ResourceArg(name = "tideway.delivery.cache.streaming-threshold", value = "64M")
        })
class ConnectionTimesTest {
    private static final Duration LONG = Duration.ofSeconds(120);

    @TestHTTPResource("/")
    String address;

    private LargePackage large;

    @BeforeEach
    void putALargePackageOnDisk() {
        large = LargePackage.onDisk(new Device(address));
    }

    private Socket ask(String request) throws IOException {
        var socket = SlowSockets.open(address, LONG);
        socket.getOutputStream().write((request + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private void waitUntilSomebodyElseWasIdleForTooLong() throws IOException {
        double before = cut("idle");
        try (var idle = ask("OPTIONS /download")) {
            assertThat(drain(idle)).isPositive();
        }
        assertThat(cut("idle")).isGreaterThan(before);
    }

    @Test
    void closesWhoIsQuietAfterAnAnswer() throws IOException {
        waitUntilSomebodyElseWasIdleForTooLong();
    }

    @Test
    void isNeverIdleWhileBytesWaitForTheDevice() throws IOException {
        try (var socket = ask("GET " + large.path())) {
            waitUntilSomebodyElseWasIdleForTooLong();

            assertThat(drain(socket)).isGreaterThan(large.length());
        }
    }

    @Test
    void endsAnAnswerThatTakesTooLongOverEitherVersion() throws Exception {
        double before = cut("time");
        double slow = cut("rate");
        try (var http1 = ask("GET " + large.path());
                var http2 = new Http2Device(URI.create(address).getPort())) {
            var broken = http2.takeNothingOf(large.path());

            await().atMost(LONG).until(() -> cut("time") >= before + 2);

            assertThat(drain(http1)).isLessThan(large.length());
            assertThat(broken).failsWithin(LONG);
            assertThat(cut("rate")).isEqualTo(slow);
        }
    }
}
