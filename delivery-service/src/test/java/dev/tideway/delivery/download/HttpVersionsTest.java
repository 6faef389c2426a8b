package dev.tideway.delivery.download;

import static dev.tideway.delivery.testing.Buckets.zip;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.delivery.testing.Buckets;
import dev.tideway.delivery.testing.GatedS3Resource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same answers over HTTP/1.1 and HTTP/2 without TLS, by prior knowledge and by upgrade. */
@QuarkusTest
@QuarkusTestResource(GatedS3Resource.class)
class HttpVersionsTest {
    private static final int SMALL = 100_000;
    /** Above the streaming threshold of these tests. */
    private static final int LARGE = 2_500_000;

    @Inject
    Vertx vertx;

    @TestHTTPResource("/")
    URI address;

    private final Buckets buckets = new Buckets();

    private record Answer(HttpClientResponse head, byte[] body) {}

    private static HttpClientOptions options(String kind) {
        return switch (kind) {
            case "http/1.1" -> new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_1_1);
            case "h2c" ->
                new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false);
            default ->
                new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(true);
        };
    }

    private Answer get(String kind, String path, String range) throws Exception {
        var client = vertx.createHttpClient(options(kind));
        try {
            return client.request(new RequestOptions()
                            .setMethod(HttpMethod.GET)
                            .setHost("localhost")
                            .setPort(address.getPort())
                            .setURI(path))
                    .compose(request -> (range.isEmpty() ? request : request.putHeader("Range", range)).send())
                    .compose(head -> head.body().map(body -> new Answer(head, body.getBytes())))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(3, TimeUnit.MINUTES);
        } finally {
            client.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http/1.1, " + SMALL,
        "h2c, " + SMALL,
        "upgrade, " + SMALL,
        "http/1.1, " + LARGE,
        "h2c, " + LARGE,
        "upgrade, " + LARGE
    })
    void giveTheSameBytes(String kind, int size) throws Exception {
        byte[] content = zip(size);
        String path = "/packages/" + buckets.putPackage(content) + ".zip";

        var whole = get(kind, path, "");
        var range = get(kind, path, "bytes=50000-60000");
        var open = get(kind, path, "bytes=" + (content.length - 5) + "-");
        var several = get(kind, path, "bytes=0-0,50000-50009,-1");
        var behind = get(kind, path, "bytes=" + content.length + "-");

        assertThat(whole.head().version())
                .isEqualTo(kind.equals("http/1.1") ? HttpVersion.HTTP_1_1 : HttpVersion.HTTP_2);
        assertThat(whole.head().statusCode()).isEqualTo(200);
        assertThat(whole.body()).isEqualTo(content);
        assertThat(range.head().statusCode()).isEqualTo(206);
        assertThat(range.head().getHeader("Content-Range")).isEqualTo("bytes 50000-60000/" + content.length);
        assertThat(range.body()).isEqualTo(Arrays.copyOfRange(content, 50_000, 60_001));
        assertThat(open.body()).isEqualTo(Arrays.copyOfRange(content, content.length - 5, content.length));
        assertThat(several.head().getHeader("Content-Type")).startsWith("multipart/byteranges; boundary=");
        assertThat(several.head().getHeader("Content-Length")).isEqualTo("" + several.body().length);
        assertThat(behind.head().statusCode()).isEqualTo(416);
        assertThat(behind.head().getHeader("Content-Range")).isEqualTo("bytes */" + content.length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http/1.1", "h2c"})
    void refuseInWordsAlike(String kind) throws Exception {
        var refused = get(kind, "/download?project_id=shop", "");

        assertThat(refused.head().statusCode()).isEqualTo(400);
        assertThat(refused.head().getHeader("Content-Type")).isEqualTo("application/problem+json");
        assertThat(new String(refused.body(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("update_number");
    }

    @Test
    void answerOptions() throws Exception {
        var client = vertx.createHttpClient(options("h2c"));
        try {
            var head = client.request(HttpMethod.OPTIONS, address.getPort(), "localhost", "/download")
                    .compose(request -> request.send())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(3, TimeUnit.MINUTES);
            assertThat(head.statusCode()).isEqualTo(204);
            assertThat(head.getHeader("Allow")).isEqualTo("GET, HEAD, OPTIONS");
        } finally {
            client.close();
        }
    }
}
