package dev.tideway.delivery.download;

import static dev.tideway.delivery.testing.Buckets.zip;
import static dev.tideway.delivery.testing.Releases.release;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.delivery.testing.Buckets;
import dev.tideway.delivery.testing.Device;
import dev.tideway.delivery.testing.GatedS3Resource;
import dev.tideway.delivery.testing.S3Gate;
import dev.tideway.delivery.testing.S3GateMXBean;
import dev.tideway.protocol.artifact.Sha256;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(GatedS3Resource.class)
class ArtifactsTest {
    private static final int LARGE = 3_500_000;

    @TestHTTPResource("/")
    String address;

    private final Buckets buckets = new Buckets();
    private final S3GateMXBean s3 = S3Gate.find();
    private Device device;

    @BeforeEach
    void connect() {
        device = new Device(address);
    }

    /** Whatever a test did to S3, the next one finds it there and the breaker closed. */
    @AfterEach
    void bringS3Back() {
        device.bringS3Back(buckets);
    }

    private static String path(Sha256 digest) {
        return "/packages/" + digest + ".zip";
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("(none)");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Test
    void mayBeKeptForEverUnderItsDigestWhateverTheQuery() {
        byte[] content = zip(1000);
        var response = device.get(path(buckets.putPackage(content)) + "?anything=1&anything=2");

        assertThat(response.body()).isEqualTo(content);
        assertThat(header(response, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable, no-transform");
        assertThat(header(response, "Content-Disposition")).isEqualTo("(none)");
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-99, 0, 100",
        "bytes=500-, 500, 10000",
        "bytes=-100, 9900, 10000",
        "bytes=0-0, 0, 1",
        "bytes=9999-20000, 9999, 10000",
        "'bytes=0-99,50-150', 0, 151",
    })
    void givesASingleRange(String range, int from, int to) {
        byte[] content = Arrays.copyOf(zip(10_000), 10_000);
        var response = device.get(path(buckets.putPackage(content)), "Range", range);

        assertThat(response.statusCode()).isEqualTo(206);
        assertThat(response.body()).isEqualTo(Arrays.copyOfRange(content, from, to));
        assertThat(header(response, "Content-Range")).isEqualTo("bytes " + from + "-" + (to - 1) + "/10000");
        assertThat(header(response, "Content-Length")).isEqualTo("" + (to - from));
        assertThat(header(response, "Repr-Digest")).startsWith("sha-256=:");
        assertThat(header(response, "Content-Type")).isEqualTo("application/zip");
    }

    @Test
    void givesSeveralRangesInOneAnswer() {
        byte[] content = Arrays.copyOf(zip(10_000), 10_000);

        var response = device.get(path(buckets.putPackage(content)), "Range", "bytes=9000-9099,0-9,-1");

        assertThat(response.statusCode()).isEqualTo(206);
        assertThat(header(response, "Content-Range")).isEqualTo("(none)");
        assertThat(header(response, "Content-Length")).isEqualTo("" + response.body().length);
        String boundary = header(response, "Content-Type").replace("multipart/byteranges; boundary=", "");
        String expected = part(boundary, content, 9000, 9099)
                + part(boundary, content, 0, 9)
                + part(boundary, content, 9999, 9999)
                + "\r\n--" + boundary + "--\r\n";
        assertThat(text(response.body())).isEqualTo(expected);
    }

    private static String part(String boundary, byte[] content, int first, int last) {
        return "\r\n--" + boundary + "\r\nContent-Type: application/zip\r\nContent-Range: bytes " + first + "-" + last
                + "/10000\r\n\r\n" + text(Arrays.copyOfRange(content, first, last + 1));
    }

    @Test
    void saysHowMuchThereIsToWhoAsksForMore() {
        byte[] content = zip(1000);
        var response = device.get(path(buckets.putPackage(content)), "Range", "bytes=1000000-");

        assertThat(response.statusCode()).isEqualTo(416);
        assertThat(header(response, "Content-Range")).isEqualTo("bytes */" + content.length);
        assertThat(text(response.body())).contains("range-not-satisfiable");
    }

    @Test
    void goesOnOnlyWithTheBytesThatTheDeviceBeganWith() {
        byte[] content = zip(1000);
        var digest = buckets.putPackage(content);
        String modified = header(device.get(path(digest)), "Last-Modified");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> device.get(path(digest), "Range", "bytes=1-2", "If-Range", modified)
                                .statusCode()
                        == 206);

        assertThat(device.get(path(digest), "Range", "bytes=1-2", "If-Range", "\"" + digest + "\"")
                        .statusCode())
                .isEqualTo(206);
        assertThat(device.get(path(digest), "Range", "bytes=1-2", "If-Range", "\"other\"")
                        .body())
                .isEqualTo(content);
        assertThat(device.get(path(digest), "If-Match", "\"other\"").statusCode())
                .isEqualTo(412);
        assertThat(device.get(path(digest), "If-Modified-Since", modified).statusCode())
                .isEqualTo(304);
        assertThat(device.get(path(digest), "Range", "bytes=1-2", "If-None-Match", "*")
                        .statusCode())
                .isEqualTo(304);
    }

    @Test
    void endsWithTheRightBytesHoweverOftenTheConnectionBreaks() throws IOException {
        byte[] content = zip(LARGE);
        var digest = buckets.putPackage(content);
        var random = new Random(4711);
        var received = new ByteArrayOutputStream();

        for (int attempt = 0; received.size() < content.length; attempt++) {
            assertThat(attempt).isLessThan(1000);
            int breaksAfter = attempt < 100 ? random.nextInt(60_000) : Integer.MAX_VALUE;
            resume(digest, received, breaksAfter);
        }

        assertThat(received.toByteArray()).isEqualTo(content);
    }

    private void resume(Sha256 digest, ByteArrayOutputStream received, int breaksAfter) throws IOException {
        try (var socket = device.connect()) {
            socket.getOutputStream()
                    .write(("GET " + path(digest) + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nRange: bytes="
                                    + received.size() + "-\r\nIf-Range: \"" + digest + "\"\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            var head = new StringBuilder();
            while (!head.toString().endsWith("\r\n\r\n")) {
                head.append((char) in.read());
            }
            assertThat(head).startsWith("HTTP/1.1 206").contains("bytes " + received.size() + "-");
            received.write(in.readNBytes(breaksAfter));
        }
    }

    @Test
    void asksS3OnceForAThousandDevicesAtOnce() {
        byte[] content = zip(200_000);
        var digest = buckets.putPackage(content);

        var answers = IntStream.range(0, 1000)
                .mapToObj(i -> device.getLater(path(digest)))
                .toList();

        assertThat(answers)
                .allSatisfy(
                        answer -> assertThat(Sha256.of(answer.join().body())).isEqualTo(digest));
        assertThat(s3.requests("GET /tideway-public/packages/" + digest)).isEqualTo(1);
    }

    @Test
    void neverGivesBytesThatAreNotWhatTheirNameSays() {
        var digest = Sha256.of(zip(10));
        buckets.putPublic("packages/" + digest + ".zip", zip(10_000));

        var response = device.get(path(digest));

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(header(response, "Retry-After")).isEqualTo("5");
        assertThat(text(response.body())).contains("artifact-broken");
    }

    @Test
    void passesALargePackageThroughUntilItsFileIsThere() {
        byte[] content = zip(LARGE);
        var digest = buckets.putPackage(content);

        var range = device.get(path(digest), "Range", "bytes=1000000-3000000");
        assertThat(range.statusCode()).isEqualTo(206);
        assertThat(range.body()).isEqualTo(Arrays.copyOfRange(content, 1_000_000, 3_000_001));
        assertThat(device.get(path(digest)).body()).isEqualTo(content);

        // From disk, as soon as it is there.
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            int before = s3.requests(digest.hex());
            assertThat(device.get(path(digest)).body()).isEqualTo(content);
            return s3.requests(digest.hex()) == before;
        });
    }

    @Test
    void neverGivesTheLastBytesOfALargePackageThatIsNotWhatItsNameSays() {
        var digest = Sha256.of(zip(10));
        byte[] wrong = zip(LARGE);
        buckets.putPublic("packages/" + digest + ".zip", wrong);

        String answer = device.raw("GET " + path(digest) + " HTTP/1.1");

        assertThat(answer.length()).isLessThan(wrong.length);
    }

    @Test
    void tellsAnArtifactWithoutADigestInItsNameByItsContent() {
        byte[] manifest = "{\"files\":[]}".getBytes(StandardCharsets.UTF_8);
        String key = "manifests/" + Sha256.of(zip(10)) + ".json";
        buckets.putPublic(key, manifest);

        var response = device.get("/" + key);

        assertThat(response.body()).isEqualTo(manifest);
        assertThat(header(response, "Content-Type")).isEqualTo("application/json");
        assertThat(header(response, "ETag")).isEqualTo("\"" + Sha256.of(manifest) + "\"");
    }

    @Test
    void servesWhatIsOnDiskWhileS3IsAwayAndSaysWhenToComeBackForTheRest() {
        String project = "p-" + UUID.randomUUID();
        byte[] content = zip(50_000);
        var digest = buckets.putPackage(content);
        var absent = buckets.putPackage(zip(50_000));
        buckets.putCatalogue(project, 1, release("ios", "1.0", 1, digest), release("ios", "1.0", 2, absent));
        String download = "/download?project_id=" + project + "&update_number=";
        assertThat(device.get(download + 1).statusCode()).isEqualTo(200);

        s3.close();

        for (int i = 0; i < 20; i++) {
            assertThat(device.get(path(digest)).body()).isEqualTo(content);
            assertThat(device.get(download + 1).body()).isEqualTo(content);
        }
        // The copy of the catalogue that was just read decides over the number 3 for another 250 ms.
        await().atMost(Duration.ofSeconds(60))
                .until(() -> device.get(download + 3).statusCode() == 503);
        for (String path : new String[] {path(absent), download + 2, download + 3}) {
            var refused = device.get(path);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(header(refused, "Retry-After")).isEqualTo("5");
            assertThat(header(refused, "Cache-Control")).isEqualTo("no-store");
        }
    }

    @Test
    void hasThePublicFilesAsS3HasThemNow() {
        String file = "deploy/p-" + UUID.randomUUID() + "/update.json";
        buckets.putPublic(file, "{\"ios\":{\"version\":\"1.0\"}}".getBytes(StandardCharsets.UTF_8));
        var first = device.get("/" + file);
        assertThat(text(first.body())).contains("1.0");
        assertThat(header(first, "Content-Type")).isEqualTo("application/json");
        assertThat(header(first, "Cache-Control"))
                .isEqualTo("public, max-age=0, s-maxage=1, stale-if-error=3600, no-transform");
        assertThat(device.get("/" + file, "If-None-Match", header(first, "ETag"))
                        .statusCode())
                .isEqualTo(304);

        buckets.putPublic(file, "{\"ios\":{\"version\":\"2.0\"}}".getBytes(StandardCharsets.UTF_8));

        await().atMost(Duration.ofSeconds(60))
                .until(() -> text(device.get("/" + file).body()).contains("2.0"));
        s3.close();
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            var stale = device.get("/" + file);
            assertThat(text(stale.body())).contains("2.0");
            assertThat(header(stale, "Age")).matches("[1-9][0-9]*");
        });
    }

    @Test
    void givesTheOlderPluginItsPackageFromTheSameCache() {
        String key = "deploy/p-" + UUID.randomUUID() + "/ios-v2.1 b.zip";
        byte[] content = zip(20_000);
        var digest = buckets.putPackage(content);
        buckets.put("tideway-public", key, content, Map.of("sha256", digest.hex()));

        var response = device.get("/" + key.replace(" ", "%20"), "Range", "bytes=100-");

        assertThat(response.statusCode()).isEqualTo(206);
        assertThat(response.body()).isEqualTo(Arrays.copyOfRange(content, 100, content.length));
        assertThat(header(response, "ETag")).isEqualTo("\"" + digest + "\"");
        assertThat(header(response, "Content-Type")).isEqualTo("application/zip");
        assertThat(s3.requests("GET /tideway-public/packages/" + digest)).isEqualTo(1);
    }
}
