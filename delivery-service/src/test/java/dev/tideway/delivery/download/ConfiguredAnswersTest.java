package dev.tideway.delivery.download;

import static dev.tideway.delivery.testing.Buckets.zip;
import static dev.tideway.delivery.testing.Releases.release;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.delivery.testing.Buckets;
import dev.tideway.delivery.testing.Device;
import dev.tideway.delivery.testing.GatedS3Resource;
import dev.tideway.protocol.WireJson;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What operators can switch on: web clients, headers for CDNs alone, the access log. */
@QuarkusTest
@QuarkusTestResource(
        value = GatedS3Resource.class,
        restrictToAnnotatedClass = true,
        initArgs = {
            @ResourceArg(name = "tideway.delivery.allow-origin", value = "*"),
            @ResourceArg(name = "tideway.delivery.download-cdn-cache-control", value = "max-age=86400"),
            @ResourceArg(name = "tideway.delivery.access-log.sample", value = "1")
        })
class ConfiguredAnswersTest {
    @TestHTTPResource("/")
    String address;

    private final Buckets buckets = new Buckets();
    private final String project = "p-" + UUID.randomUUID();
    private Device device;

    @BeforeEach
    void connect() {
        device = new Device(address);
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("(none)");
    }

    @Test
    void letPagesOfAllOriginsReadWhateverIsAnswered() {
        String path = "/packages/" + buckets.putPackage(zip(1000)) + ".zip";

        for (var response : List.of(
                device.get(path, "Origin", "https://app.example"),
                device.get(path),
                device.get(path, "Range", "bytes=0-1"),
                device.get(path, "Range", "bytes=5000-"),
                device.get("/nothing"))) {
            assertThat(header(response, "Access-Control-Allow-Origin")).isEqualTo("*");
            assertThat(header(response, "Timing-Allow-Origin")).isEqualTo("*");
            assertThat(header(response, "Cross-Origin-Resource-Policy")).isEqualTo("cross-origin");
            assertThat(header(response, "Access-Control-Expose-Headers"))
                    .contains("ETag", "Content-Range", "Repr-Digest", "Retry-After");
            assertThat(header(response, "Vary")).isEqualTo("(none)");
        }
    }

    @Test
    void answerABrowsersQuestionBeforeARequestForARange() {
        var response = device.ask(
                "OPTIONS",
                "/download",
                "Origin",
                "https://app.example",
                "Access-Control-Request-Method",
                "GET",
                "Access-Control-Request-Headers",
                "range,if-range");

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(header(response, "Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(header(response, "Access-Control-Allow-Methods")).contains("GET");
        assertThat(header(response, "Access-Control-Allow-Headers")).contains("Range", "If-Range");
        assertThat(header(response, "Access-Control-Max-Age")).isEqualTo("86400");
        assertThat(header(response, "Allow")).isEqualTo("GET, HEAD, OPTIONS");
    }

    @Test
    void tellACdnWhatIsForItAlone() {
        var digest = buckets.putPackage(zip(100));
        buckets.putCatalogue(project, 1, release("ios", "1.0", 1, digest));

        var response = device.get("/download?project_id=" + project + "&update_number=1");

        assertThat(header(response, "CDN-Cache-Control")).isEqualTo("max-age=86400");
        assertThat(header(response, "Cache-Control")).contains("s-maxage=300");
        assertThat(header(device.get("/packages/" + digest + ".zip"), "CDN-Cache-Control"))
                .isEqualTo("(none)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sha-256=5 | true",
                "sha-256=1, sha-512=10 | true",
                "sha-512=3 | true",
                "sha-256=0 | false",
                "sha-512=3, sha-256=0 | false"
            })
    void carryADigestUnlessItIsRefused(String wanted, boolean carried) {
        String path = "/packages/" + buckets.putPackage(zip(100)) + ".zip";

        var response = device.get(path, "Want-Repr-Digest", wanted);

        assertThat(response.headers().firstValue("Repr-Digest").isPresent()).isEqualTo(carried);
        assertThat(header(response, "Vary")).isEqualTo(carried ? "(none)" : "Want-Repr-Digest");
    }

    @Test
    void areWrittenDownWithoutWhatIsPersonal() {
        var lines = new CopyOnWriteArrayList<String>();
        var handler = new Handler() {
            @Override
            public void publish(LogRecord written) {
                lines.add(written.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        var digest = buckets.putPackage(zip(1000));
        buckets.putCatalogue(project, 1, release("ios", "1.0", 1, digest));
        Logger.getLogger("tideway.access").addHandler(handler);
        try {
            device.get("/download?project_id=" + project + "&update_number=1&device=secret", "Range", "bytes=0-9");

            await().atMost(Duration.ofSeconds(60)).until(() -> lines.stream().anyMatch(line -> line.contains(project)));
        } finally {
            Logger.getLogger("tideway.access").removeHandler(handler);
        }
        String ours = lines.stream()
                .filter(line -> line.contains(project))
                .findFirst()
                .orElseThrow();
        var entry = WireJson.read(ours.getBytes(java.nio.charset.StandardCharsets.UTF_8), Map.class);
        assertThat(entry)
                .containsEntry("method", "GET")
                .containsEntry("path", "/download")
                .containsEntry("status", 206)
                .containsEntry("range", "bytes=0-9")
                .containsEntry("complete", true)
                .containsKey("millis")
                .doesNotContainKey("client");
        assertThat(lines.toString()).doesNotContain("secret").doesNotContain("127.0.0.1");
    }
}
