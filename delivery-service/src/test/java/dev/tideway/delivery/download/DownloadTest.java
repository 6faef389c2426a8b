package dev.tideway.delivery.download;

import static dev.tideway.delivery.testing.Buckets.zip;
import static dev.tideway.delivery.testing.Releases.release;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.delivery.testing.Buckets;
import dev.tideway.delivery.testing.Device;
import dev.tideway.delivery.testing.GatedS3Resource;
import dev.tideway.delivery.testing.S3Gate;
import dev.tideway.protocol.catalogue.Catalogue;
import dev.tideway.protocol.catalogue.CatalogueRelease.State;
import dev.tideway.protocol.catalogue.ProjectSettings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(GatedS3Resource.class)
class DownloadTest {
    @TestHTTPResource("/")
    String address;

    private final Buckets buckets = new Buckets();
    private final String project = "p-" + UUID.randomUUID();
    private Device device;

    @BeforeEach
    void connect() {
        device = new Device(address);
    }

    private String download(String rest) {
        return "/download?project_id=" + project + "&" + rest;
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("(none)");
    }

    @Test
    void givesAWholePackageWithEverythingThatTellsOfIt() {
        byte[] content = zip(10_000);
        var digest = buckets.putPackage(content);
        buckets.putCatalogue(project, 1, release("ios", "2.1.0", 1, digest));

        var response = device.get(download("update_number=1&os=IOS&app_version=2.1.0&build_type=whatever&x=y"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(content);
        assertThat(header(response, "Content-Type")).isEqualTo("application/zip");
        assertThat(header(response, "Content-Length")).isEqualTo("" + content.length);
        assertThat(header(response, "Transfer-Encoding")).isEqualTo("(none)");
        assertThat(header(response, "Content-Encoding")).isEqualTo("(none)");
        assertThat(header(response, "Content-Disposition")).isEqualTo("attachment; filename=\"ios-v2.1.0.zip\"");
        assertThat(header(response, "Accept-Ranges")).isEqualTo("bytes");
        assertThat(header(response, "ETag")).isEqualTo("\"" + digest + "\"");
        assertThat(header(response, "Repr-Digest"))
                .isEqualTo("sha-256=:" + Base64.getEncoder().encodeToString(digest.bytes()) + ":");
        assertThat(header(response, "Last-Modified")).endsWith(" GMT");
        assertThat(header(response, "Date")).endsWith(" GMT");
        assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(response, "Cache-Tag"))
                .isEqualTo("project-" + project + ",release-" + project + "~ios~2.1.0~1,sha256-" + digest);
        assertThat(header(response, "Surrogate-Key"))
                .isEqualTo("project-" + project + " release-" + project + "~ios~2.1.0~1 sha256-" + digest);
        assertThat(header(response, "Cache-Control"))
                .isEqualTo("public, max-age=0, s-maxage=300, stale-if-error=86400, no-transform");
    }

    @Test
    void answersHeadWithTheSameHeaderAndNoContent() {
        byte[] content = zip(1000);
        buckets.putCatalogue(project, 1, release("ios", "2.1.0", 1, buckets.putPackage(content)));

        var response = device.ask("HEAD", download("update_number=1"), "Range", "bytes=0-1");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Content-Length")).isEqualTo("" + content.length);
        assertThat(header(response, "ETag")).startsWith("\"");
        assertThat(response.body()).isEmpty();
    }

    @Test
    void answersAKnownDigestWithNotModified() {
        var digest = buckets.putPackage(zip(1000));
        buckets.putCatalogue(project, 1, release("ios", "2.1.0", 1, digest));

        var response = device.get(download("update_number=1"), "If-None-Match", "\"x\", W/\"" + digest + "\"");

        assertThat(response.statusCode()).isEqualTo(304);
        assertThat(response.body()).isEmpty();
        assertThat(header(response, "ETag")).isEqualTo("\"" + digest + "\"");
        assertThat(header(response, "Cache-Control")).contains("s-maxage=300");
    }

    @Test
    void asksForThePlatformWhereTwoPackagesHaveTheNumber() {
        buckets.putCatalogue(
                project,
                1,
                release("ios", "1.0", 1, buckets.putPackage(zip(100))),
                release("android", "1.0", 1, buckets.putPackage(zip(100))));

        var response = device.get(download("update_number=1&os="));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(header(response, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(text(response))
                .contains("\"type\":\"urn:tideway:problem:ambiguous-update\"")
                .contains("\"parameter\":\"os\"")
                .contains("\"status\":400");
        assertThat(device.get(download("update_number=1&os=android")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void stillGivesWhatIsPausedOrWithdrawnButNotWhatIsPurged() {
        var digest = buckets.putPackage(zip(100));
        buckets.putCatalogue(
                project,
                1,
                release("ios", "1.0", 1, digest, State.PAUSED),
                release("ios", "1.0", 2, digest, State.WITHDRAWN),
                release("ios", "1.0", 3, digest, State.PURGED));

        assertThat(device.get(download("update_number=1")).statusCode()).isEqualTo(200);
        assertThat(device.get(download("update_number=2")).statusCode()).isEqualTo(200);
        var purged = device.get(download("update_number=3"));
        assertThat(purged.statusCode()).isEqualTo(410);
        assertThat(text(purged)).contains("update-purged");
    }

    @Test
    void knowsAnUpdateThatWasPublishedAMomentAgo() {
        buckets.putCatalogue(project, 1, release("ios", "1.0", 1, buckets.putPackage(zip(100))));
        assertThat(device.get(download("update_number=1")).statusCode()).isEqualTo(200);
        var early = device.get(download("update_number=2"));
        assertThat(early.statusCode()).isEqualTo(404);
        assertThat(header(early, "Cache-Control")).isEqualTo("no-store");

        byte[] second = zip(100);
        var digest = buckets.putPackage(second);
        buckets.putCatalogue(project, 2, release("ios", "1.0", 1, digest), release("ios", "1.0", 2, digest));

        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> device.get(download("update_number=2")).statusCode() == 200);
        assertThat(device.get(download("update_number=2")).body()).isEqualTo(second);
    }

    @Test
    void lets404sBeKeptForNumbersThatWillNeverCome() {
        buckets.putCatalogue(project, 1, release("ios", "1.0", 17, buckets.putPackage(zip(100))));

        var response = device.get(download("update_number=16"));

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(header(response, "Cache-Control")).isNotEqualTo("no-store");
    }

    @Test
    void sharesOneReadAmongAllWhoAskForANumberThatIsNotKnown() {
        buckets.putCatalogue(project, 1, release("ios", "1.0", 1, buckets.putPackage(zip(100))));
        assertThat(device.get(download("update_number=1")).statusCode()).isEqualTo(200);
        int before = S3Gate.find().requests(project);

        long began = System.nanoTime();
        var later = java.util.stream.IntStream.range(0, 300)
                .mapToObj(i -> device.getLater(download("update_number=" + (100 + i))))
                .toList();

        assertThat(later)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(404));
        long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
        // At most four reads a second, and those that are due anyway.
        assertThat(S3Gate.find().requests(project) - before).isLessThanOrEqualTo(5 * ((int) seconds + 2));
    }

    @Test
    void doesNotKnowAProjectThatIsNotThere() {
        var response = device.get("/download?project_id=nobody&update_number=1");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(text(response)).contains("unknown-project").contains("\"parameter\":\"project_id\"");
        assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void doesNotKnowAProjectThatWasDeleted() {
        buckets.putCatalogue(new Catalogue(project, 5, true, ProjectSettings.DEFAULTS, List.of()));

        assertThat(device.get(download("update_number=1")).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "update_number=1, project_id",
        "project_id=&update_number=1, project_id",
        "project_id=a%2Fb&update_number=1, project_id",
        "project_id=shop, update_number",
        "project_id=shop&update_number=, update_number",
        "project_id=shop&update_number=one, update_number",
        "project_id=shop&update_number=-1, update_number",
        "project_id=shop&update_number=+1, update_number",
        "project_id=shop&update_number=1&update_number=1, update_number",
        "project_id=shop&update_number=1&app_version=%ff, app_version",
    })
    void namesTheParameterThatIsWrong(String query, String parameter) {
        var response = device.raw("GET /download?" + query + " HTTP/1.1");

        assertThat(response).startsWith("HTTP/1.1 400").contains("\"parameter\":\"" + parameter + "\"");
    }

    @Test
    void refusesABrokenEncoding() {
        assertThat(device.raw("GET /download?project_id=shop&update_number=1&os=%zz HTTP/1.1"))
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json")
                .contains("\"parameter\":\"os\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/deploy/shop/x%zz", "/deploy/shop/x%z", "/deploy/shop/%ff", "/%zz"})
    void saysWhatIsWrongWithAPathOfBrokenEncoding(String path) {
        assertThat(device.raw("GET " + path + " HTTP/1.1"))
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json")
                .contains("urn:tideway:problem:bad-path")
                .contains("broken encoding");
    }

    @Test
    void answersOtherMethodsWithWhatIsAllowed() {
        for (String method : List.of("POST", "PUT", "DELETE", "PATCH")) {
            var response = device.ask(method, download("update_number=1"));
            assertThat(response.statusCode()).isEqualTo(405);
            assertThat(header(response, "Allow")).isEqualTo("GET, HEAD, OPTIONS");
            assertThat(text(response)).contains("method-not-allowed");
        }
        var options = device.ask("OPTIONS", "/download");
        assertThat(options.statusCode()).isEqualTo(204);
        assertThat(header(options, "Allow")).isEqualTo("GET, HEAD, OPTIONS");
    }

    @ParameterizedTest
    @CsvSource({
        "/, 404",
        "/nothing, 404",
        "/download/, 404",
        "/quarkus, 404",
        "/packages/, 404",
        "/packages/abc.zip, 404",
        "/packages/..%2f..%2fetc/passwd, 400",
        "/packages/../download, 400",
        "/deploy/../q/metrics, 400",
        "/deploy/%2e%2e/q/health, 400",
        "/packages/%2e%2e/download, 400",
        "/deploy/shop/../../catalogue/shop.json, 400",
        "/deploy/shop/%2e%2e/x.json, 400",
        "/deploy/shop/x%00.json, 400",
        "/deploy/shop/x%5cy, 400",
        "/deploy/shop/x%zz, 400",
        "/deploy/shop/%ff, 400",
        "/deploy/shop//x, 404",
        "/deploy/shop/, 404",
        "/deploy/sh op/x, 400",
        "/catalogue/shop.json, 404",
        "/builds/shop/x, 404",
        "/PACKAGES/0000000000000000000000000000000000000000000000000000000000000000.zip, 404",
        "/packages/0000000000000000000000000000000000000000000000000000000000000000.zip, 404",
        "/packages/000000000000000000000000000000000000000000000000000000000000000g.zip, 404",
        "/deploy/shop/no-such-file.json, 404",
    })
    void refusesBadPathsInWords(String path, int status) {
        var response = device.raw("GET " + path + " HTTP/1.1");

        assertThat(response).matches("(?s)HTTP/1.[01] " + status + ".*");
    }

    @Test
    void refusesPathsAndQueriesThatAreTooLong() {
        assertThat(device.raw("GET /deploy/shop/" + "x".repeat(2000) + " HTTP/1.1"))
                .startsWith("HTTP/1.1 414");
        assertThat(device.raw("GET /download?x=" + "x".repeat(10_000) + " HTTP/1.1"))
                .matches("(?s)HTTP/1.[01] 414.*");
        assertThat(device.raw("GET /download?project_id=shop&update_number=1&os=" + "x".repeat(300) + " HTTP/1.1"))
                .startsWith("HTTP/1.1 400")
                .contains("\"parameter\":\"os\"");
    }

    @Test
    void namesTheFileOfAnUnusualVersionTwice() {
        buckets.putCatalogue(project, 1, release("ios", "2.1 \"β\"", 1, buckets.putPackage(zip(100))));

        var response = device.get(download("update_number=1&app_version=2.1%20%22%CE%B2%22"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Content-Disposition"))
                .isEqualTo("attachment; filename=\"ios-v2.1 ___.zip\"; filename*=UTF-8''ios-v2.1%20%22%CE%B2%22.zip");
    }

    @Test
    void staysHealthyWhateverBecomesOfS3() {
        S3Gate.find().close();
        try {
            assertThat(device.get("/q/health/ready").statusCode()).isEqualTo(200);
            assertThat(device.get("/q/health/live").statusCode()).isEqualTo(200);
        } finally {
            device.bringS3Back(buckets);
        }
    }

    @Test
    void tellsWhatItHasDone() {
        var digest = buckets.putPackage(zip(100));
        device.get("/packages/" + digest + ".zip");
        device.get("/packages/" + digest + ".zip", "Range", "bytes=0-9");

        // An answer is counted when it has ended, which its device may know first.
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(text(device.get("/q/metrics")))
                .contains("tideway_delivery_sent_bytes_total")
                .contains("tideway_delivery_cache_hits_total")
                .contains("tideway_delivery_cache_misses_total")
                .contains("tideway_delivery_cache_fills_seconds_count")
                .contains("tideway_delivery_cache_broken_total")
                .contains("tideway_delivery_ranges_total{kind=\"single\"}")
                .contains("uri=\"/packages/{sha256}.zip\"")
                .doesNotContain(digest.hex()));
    }
}
