package dev.tideway.delivery.download;

import static dev.tideway.delivery.testing.Buckets.zip;
import static dev.tideway.delivery.testing.Releases.release;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.delivery.testing.Buckets;
import dev.tideway.delivery.testing.Device;
import dev.tideway.delivery.testing.GatedS3Resource;
import dev.tideway.delivery.testing.S3Gate;
import dev.tideway.protocol.artifact.Sha256;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Little disk, few requests to S3, many who ask, and connections that break. */
@QuarkusTest
@QuarkusTestResource(
        value = GatedS3Resource.class,
        restrictToAnnotatedClass = true,
        initArgs = {
            @ResourceArg(name = "tideway.delivery.cache.max-size", value = "24M"),
            @ResourceArg(name = "tideway.delivery.cache.streaming-threshold", value = "11M"),
            @ResourceArg(name = "tideway.delivery.cache.fetches-per-second", value = "20"),
            @ResourceArg(name = "tideway.delivery.unknown-reads-per-second", value = "20")
        })
class ScarcityTest {
    private static final int ON_DISK = 10 << 20;
    /** More than half of the disk is never put there, so it is always passed through. */
    private static final int NEVER_ON_DISK = 13 << 20;

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int FLOOD = 300;
    private static final int PER_SECOND = 20;

    @TestHTTPResource("/")
    String address;

    @ConfigProperty(name = "tideway.delivery.cache.directory")
    Path directory;

    private final Buckets buckets = new Buckets();
    private Device device;

    @BeforeEach
    void connect() {
        device = new Device(address);
    }

    private static String path(Sha256 digest) {
        return "/packages/" + digest + ".zip";
    }

    /** Asks until S3 may be asked for it: another test may have used up what is allowed at once. */
    private void awaitAnswer(String path) {
        await().atMost(PATIENCE)
                .until(() -> device.get(path, "Range", "bytes=0-0").statusCode() == 206);
    }

    /** Asks until it stays on disk: what has just come is worth less than what was asked for often. */
    private void awaitOnDisk(Sha256 digest) {
        await().atMost(PATIENCE).until(() -> {
            int before = S3Gate.find().requests(digest.hex());
            int status = device.get(path(digest), "Range", "bytes=0-0").statusCode();
            return status == 206 && S3Gate.find().requests(digest.hex()) == before;
        });
    }

    /** However long the flood takes, S3 is asked at the rate that is allowed, and what is known is served. */
    private void flood(String marker, IntFunction<String> path, String served) {
        int before = S3Gate.find().requests(marker);
        long began = System.nanoTime();
        var answers = IntStream.range(0, FLOOD)
                .mapToObj(i -> device.getLater(path.apply(i)))
                .toList();

        assertThat(answers).allSatisfy(later -> {
            var answer = later.join();
            assertThat(answer.statusCode()).isIn(404, 503);
            assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(answer.headers().firstValue("Retry-After").isPresent()).isEqualTo(answer.statusCode() == 503);
        });
        assertThat(device.get(served).statusCode()).isEqualTo(200);
        double seconds = (System.nanoTime() - began) / 1e9;
        assertThat((double) (S3Gate.find().requests(marker) - before)).isLessThanOrEqualTo(PER_SECOND * (seconds + 1));
    }

    @Test
    void asksS3AtABoundedRateForUnknownProjectsAndAliases() {
        String project = "p-" + UUID.randomUUID();
        buckets.putCatalogue(project, 1, release("ios", "1.0", 1, buckets.putPackage(zip(100))));
        String served = "/download?project_id=" + project + "&update_number=1";
        await().atMost(PATIENCE).until(() -> device.get(served).statusCode() == 200);
        String nobody = "nobody-" + UUID.randomUUID();

        flood("catalogue/" + nobody, i -> "/download?project_id=" + nobody + i + "&update_number=1", served);
        flood("aliases%2F" + nobody, i -> "/download?project_id=" + nobody + "-" + i + "&update_number=1", served);
    }

    @Test
    void asksS3AtABoundedRateForUnknownNumbers() {
        String project = "p-" + UUID.randomUUID();
        buckets.putCatalogue(project, 1, release("ios", "1.0", 1, buckets.putPackage(zip(100))));
        String served = "/download?project_id=" + project + "&update_number=";
        await().atMost(PATIENCE).until(() -> device.get(served + 1).statusCode() == 200);

        flood("catalogue/" + project, i -> served + (100 + i), served + 1);
    }

    @Test
    void asksS3AtABoundedRateForUnknownDigests() {
        String served = path(buckets.putPackage(zip(100)));
        awaitAnswer(served);

        flood("packages/0000", i -> "/packages/0000" + "%060x".formatted(i) + ".zip", served);
    }

    @Test
    void asksS3AtABoundedRateForUnknownPublicFiles() {
        String served = "deploy/p-" + UUID.randomUUID() + "/update.json";
        buckets.putPublic(served, "{}".getBytes(StandardCharsets.UTF_8));
        await().atMost(PATIENCE).until(() -> device.get("/" + served).statusCode() == 200);
        String nobody = "nobody-" + UUID.randomUUID();

        flood("deploy/" + nobody, i -> "/deploy/" + nobody + "/" + i + ".json", "/" + served);
    }

    @ParameterizedTest
    @ValueSource(ints = {ON_DISK, NEVER_ON_DISK})
    void endsWithTheRightBytesThoughTheConnectionBreaksAHundredTimes(int size) throws IOException {
        byte[] content = zip(size);
        var digest = buckets.putPackage(content);
        if (size == ON_DISK) {
            awaitOnDisk(digest);
        } else {
            awaitAnswer(path(digest));
        }
        var random = new Random(size);
        var received = new ByteArrayOutputStream();

        for (int breaks = 0; received.size() < content.length; breaks++) {
            assertThat(breaks).isLessThan(1000);
            resume(digest, received, breaks < 100 ? random.nextInt(90_000) : Integer.MAX_VALUE);
        }

        assertThat(Sha256.of(received.toByteArray())).isEqualTo(digest);
        boolean passedThrough = S3Gate.find().requests(digest.hex()) > 100;
        assertThat(passedThrough).isEqualTo(size == NEVER_ON_DISK);
    }

    private Socket ask(Sha256 digest, int from) throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(16 * 1024);
        socket.connect(new InetSocketAddress("localhost", URI.create(address).getPort()));
        socket.getOutputStream()
                .write(("GET " + path(digest) + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nRange: bytes="
                                + from + "-\r\nIf-Range: \"" + digest + "\"\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            head.append((char) in.read());
        }
        return head.toString();
    }

    private void resume(Sha256 digest, ByteArrayOutputStream received, int breaksAfter) throws IOException {
        try (var socket = ask(digest, received.size())) {
            InputStream in = socket.getInputStream();
            assertThat(head(in)).startsWith("HTTP/1.1 206").contains("bytes " + received.size() + "-");
            received.write(in.readNBytes(breaksAfter));
        }
    }

    @Test
    void neverTakesAwayAFileThatIsBeingSent() throws IOException {
        byte[] content = zip(ON_DISK);
        var digest = buckets.putPackage(content);
        awaitOnDisk(digest);
        try (var slow = ask(digest, 0)) {
            InputStream in = slow.getInputStream();
            assertThat(head(in)).startsWith("HTTP/1.1 206");

            // Far more than there is room for, each asked for twice, so that it is worth more than the slow one's.
            for (int i = 0; i < 6; i++) {
                String other = path(buckets.putPackage(zip(ON_DISK)));
                awaitAnswer(other);
                await().atMost(PATIENCE).until(() -> device.get(other).statusCode() == 200);
            }

            assertThat(in.readAllBytes()).isEqualTo(content);
        }
        await().atMost(PATIENCE).until(() -> bytesOnDisk() <= 25L << 20);
    }

    private long bytesOnDisk() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("artifacts"))) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }
}
