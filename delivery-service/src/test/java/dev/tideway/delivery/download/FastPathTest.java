package dev.tideway.delivery.download;

import static dev.tideway.delivery.testing.Buckets.zip;
import static dev.tideway.delivery.testing.Releases.release;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.connection.PlainRequest;
import dev.tideway.delivery.testing.Buckets;
import dev.tideway.delivery.testing.Device;
import dev.tideway.delivery.testing.GatedS3Resource;
import dev.tideway.protocol.artifact.Sha256;
import dev.tideway.protocol.catalogue.CatalogueRelease.State;
import io.micrometer.core.instrument.Metrics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same answers by either way, in the order in which they were asked for, and always the right bytes. */
@QuarkusTest
@QuarkusTestResource(GatedS3Resource.class)
class FastPathTest {
    /** The HTTP server's answers begin with other fields. */
    private static final Pattern FAST =
            Pattern.compile("HTTP/1.1 (200 OK|206 Partial Content)\r\ndate: [^\r]*\r\ncontent-(length|range): ");

    private static final int SIZE = 200_000;

    @TestHTTPResource("/")
    String address;

    private final Buckets buckets = new Buckets();
    private final String project = "p-" + UUID.randomUUID();
    private final byte[] content = Arrays.copyOf(zip(SIZE), SIZE);
    private Device device;
    private Sha256 digest;
    private String path;
    private String download;

    @BeforeEach
    void bringToDisk() {
        device = new Device(address);
        digest = buckets.putPackage(content);
        path = "/packages/" + digest + ".zip";
        download = "/download?project_id=" + project + "&update_number=7&os=ios&app_version=2.1.0";
        buckets.putCatalogue(project, 1, release("ios", "2.1.0", 7, digest));
        await().atMost(Duration.ofSeconds(60)).until(() -> device.get(path).statusCode() == 200);
        await().atMost(Duration.ofSeconds(60)).until(() -> device.get(download).statusCode() == 200);
    }

    /** An answer as it came. */
    private record Answer(String head, byte[] body) {
        int status() {
            return Integer.parseInt(head.substring(9, 12));
        }

        String field(String name) {
            for (String line : head.split("\r\n")) {
                if (line.toLowerCase(Locale.ROOT).startsWith(name + ": ")) {
                    return line.substring(name.length() + 2);
                }
            }
            return "(none)";
        }

        /** Status line and fields, in lower case and in order; without what differs from second to second. */
        String comparable() {
            var fields = new TreeSet<String>();
            String[] lines = head.split("\r\n");
            for (String line : Arrays.copyOfRange(lines, 1, lines.length)) {
                int colon = line.indexOf(':');
                String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
                fields.add(name.equals("date") ? name : name + line.substring(colon));
            }
            return lines[0] + "\n" + fields;
        }
    }

    private static String get(String target, String... fields) {
        return "GET " + target + " HTTP/1.1\r\nHost: x\r\n"
                + String.join(
                        "", Arrays.stream(fields).map(field -> field + "\r\n").toList()) + "\r\n";
    }

    private static Answer read(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            assertThat(next).as("the connection ended after: %s", head).isNotNegative();
            head.append((char) next);
        }
        var answer = new Answer(head.toString(), new byte[0]);
        String length = answer.field("content-length");
        boolean hasBody = !length.equals("(none)") && answer.status() != 304;
        return new Answer(answer.head, hasBody ? in.readNBytes(Integer.parseInt(length)) : new byte[0]);
    }

    private static void send(Socket socket, String requests) throws IOException {
        socket.getOutputStream().write(requests.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private Socket open() throws IOException {
        var socket = device.connect();
        socket.setSoTimeout(60_000);
        socket.setTcpNoDelay(true);
        return socket;
    }

    private Answer ask(String... pieces) {
        try (var socket = open()) {
            for (String piece : pieces) {
                send(socket, piece);
                // A piece of its own for the server, as far as that can be had; the answer is the same if it is not.
                Thread.yield();
            }
            return read(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With a field that the fast path leaves to the HTTP server and that changes no answer. */
    private Answer askTheHttpServer(String target, String... fields) {
        var all = new ArrayList<>(List.of(fields));
        all.add("Content-Length: 0");
        return ask(get(target, all.toArray(String[]::new)));
    }

    private static boolean isFast(Answer answer) {
        return FAST.matcher(answer.head).lookingAt();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X: y",
                "Range: bytes=0-99",
                "Range: bytes=500-",
                "Range: bytes=-100",
                "Range: BYTES = 0-0",
                "Range: bytes=199999-300000",
                "Range: bytes=0-99,50-150",
                "Range: bytes=5-4",
                "Range: items=0-5",
                "Range: bytes=99999999999999999999-",
                "Range: bytes=200000-",
                "Range: bytes=-0",
                "Range: bytes=0-9|If-Range: \"other\"",
                "Range: bytes=0-9|If-Range: ETAG",
                "Range: bytes=0-9|If-Range: W/ETAG",
                "Range: bytes=0-9|If-Range: Wed, 21 Oct 2015 07:28:00 GMT",
                "If-None-Match: \"other\"",
                "If-None-Match: ETAG",
                "If-None-Match: *",
                "If-Match: ETAG",
                "If-Match: \"other\"",
                "If-Modified-Since: Wed, 21 Oct 2015 07:28:00 GMT",
                "If-Modified-Since: Wed, 21 Oct 2099 07:28:00 GMT",
                "If-Unmodified-Since: Wed, 21 Oct 2015 07:28:00 GMT",
                "If-Unmodified-Since: not a date",
                "Want-Repr-Digest: sha-256=0",
                "Want-Repr-Digest: sha-256=1",
                "Origin: https://app.example",
            })
    void answersAsTheHttpServerDoes(String lines) {
        String[] fields = lines.replace("ETAG", "\"" + digest + "\"").split("\\|");
        for (String target : List.of(path, path + "?x=1", download)) {
            var fast = ask(get(target, fields));
            var general = askTheHttpServer(target, fields);

            assertThat(fast.comparable()).isEqualTo(general.comparable());
            assertThat(fast.body).isEqualTo(general.body);
            assertThat(isFast(general)).isFalse();
        }
    }

    @Test
    void sendsWholeFilesAndSingleRangesFast() {
        for (String target : List.of(path, download)) {
            var whole = ask(get(target));
            var range = ask(get(target, "Range: bytes=1000-1999", "If-Range: \"" + digest + "\""));

            assertThat(isFast(whole)).isTrue();
            assertThat(whole.body).isEqualTo(content);
            assertThat(isFast(range)).isTrue();
            assertThat(range.body).isEqualTo(Arrays.copyOfRange(content, 1000, 2000));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/packages/x.zip",
                "/packages/0000000000000000000000000000000000000000000000000000000000000000.zip",
                "/download?project_id=unknown-project&update_number=1",
                "/download?update_number=1",
                "/download",
                "/download/",
                "/nothing",
                "/",
                "/%zz",
                "/deploy/../packages",
            })
    void leavesRefusalsToTheHttpServer(String target) {
        var fast = ask(get(target));
        var general = askTheHttpServer(target);

        assertThat(fast.comparable()).isEqualTo(general.comparable());
        assertThat(fast.body).isEqualTo(general.body);
    }

    @Test
    void takesAConnectionBackFromTheHttpServer() throws IOException {
        try (var socket = open()) {
            for (int i = 0; i < 3; i++) {
                send(socket, get("/nothing"));
                assertThat(read(socket.getInputStream()).status()).isEqualTo(404);
                send(socket, "HEAD " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
                readHead(socket.getInputStream());
                send(socket, get("/q/health/live"));
                assertThat(read(socket.getInputStream()).status()).isEqualTo(200);

                send(socket, get(path));
                var answer = read(socket.getInputStream());
                assertThat(answer.body).isEqualTo(content);
                assertThat(isFast(answer)).isTrue();
            }
        }
    }

    private static void readHead(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            head.append((char) in.read());
        }
        assertThat(head).startsWith("HTTP/1.1 200");
    }

    @Test
    void keepsTheOrderOfAnswersWhoeverGivesThem() throws IOException {
        String range = get(path, "Range: bytes=10-19");
        String withBody =
                "POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + range.length() + "\r\n\r\n" + range;
        var expected = List.of(206, 200, 404, 200, 206, 405, 206, 204);
        String all = range + get(path) + get("/nothing") + get(path) + range + withBody + range + "OPTIONS " + path
                + " HTTP/1.1\r\nHost: x\r\n\r\n";
        for (int cut = 1; cut < all.length(); cut += 37) {
            try (var socket = open()) {
                send(socket, all.substring(0, cut));
                Thread.yield();
                send(socket, all.substring(cut));
                for (int status : expected) {
                    var answer = read(socket.getInputStream());
                    assertThat(answer.status()).isEqualTo(status);
                    if (status == 200) {
                        assertThat(answer.body).isEqualTo(content);
                    } else if (status == 206) {
                        assertThat(answer.body).isEqualTo(Arrays.copyOfRange(content, 10, 20));
                    }
                }
            }
        }
    }

    @Test
    void answersARequestThatArrivesInPieces() {
        String request = get(path, "Range: bytes=1-5");

        var answer = ask(request.split(""));

        assertThat(answer.status()).isEqualTo(206);
        assertThat(answer.body).isEqualTo(Arrays.copyOfRange(content, 1, 6));
        assertThat(isFast(answer)).isTrue();
    }

    @Test
    void leavesABeginningThatGoesOnAsNoPlainRequestToTheHttpServer() {
        String beginning = "GET " + path + " HTTP/1.1\r\nHost: x\r\n";

        assertThat(ask(beginning, "no colon\r\n\r\n").status()).isEqualTo(400);
        assertThat(ask(beginning, "Want-Repr-Digest: sha-256=1\r\n", "\r\n").field("repr-digest"))
                .startsWith("sha-256=");
        String longest = "X: " + "x".repeat(PlainRequest.LONGEST) + "\r\n";
        assertThat(ask(beginning, longest, "\r\n").body).isEqualTo(content);
    }

    @Test
    void answersManyThatArriveAtOnce() throws IOException {
        int many = 500;
        try (var socket = open()) {
            var sender = new Thread(() -> {
                try {
                    send(socket, get(path).repeat(many));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            sender.start();
            var received = new ByteArrayOutputStream();
            for (int i = 0; i < many; i++) {
                received.reset();
                received.write(read(socket.getInputStream()).body);
                assertThat(Arrays.equals(received.toByteArray(), content)).isTrue();
            }
        }
    }

    @Test
    void forgetsWhatAQueryMeantWhenTheCatalogueChanges() {
        assertThat(isFast(ask(get(download)))).isTrue();

        buckets.putCatalogue(project, 2, release("ios", "2.1.0", 7, digest, State.PURGED));

        await().atMost(Duration.ofSeconds(60)).until(() -> ask(get(download)).status() == 410);
        assertThat(ask(get(download)).status()).isEqualTo(410);
        var other = buckets.putPackage(Arrays.copyOf(content, 1000));
        buckets.putCatalogue(
                project, 3, release("ios", "2.1.0", 7, digest, State.PURGED), release("ios", "2.1.0", 8, other));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> isFast(ask(get(download.replace("update_number=7", "update_number=8")))));
        assertThat(ask(get(download)).status()).isEqualTo(410);
    }

    private double counted(String name, String... tags) {
        var timer = Metrics.globalRegistry.find(name).tags(tags).timer();
        return timer == null ? 0 : timer.count();
    }

    @Test
    void isCountedAsWhatTheHttpServerAnswers() {
        String[] tags = {"uri", "/packages/{sha256}.zip", "status", "206", "method", "GET", "outcome", "SUCCESS"};
        double before = counted("http.server.requests", tags);

        assertThat(isFast(ask(get(path, "Range: bytes=0-9")))).isTrue();
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(counted("http.server.requests", tags))
                .isGreaterThanOrEqualTo(before + 1));
        assertThat(isFast(askTheHttpServer(path, "Range: bytes=0-9"))).isFalse();

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(counted("http.server.requests", tags))
                .isGreaterThanOrEqualTo(before + 2));
        assertThat(new String(device.get("/q/metrics").body(), StandardCharsets.UTF_8))
                .contains("http_server_requests_seconds_count{method=\"GET\",outcome=\"SUCCESS\",status=\"206\","
                        + "uri=\"/packages/{sha256}.zip\"");
    }
}
