package dev.tideway.catalog.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tideway.catalog.bucket.TestS3;
import dev.tideway.catalog.problem.RefusedException;
import dev.tideway.local.testing.S3UnderTest;
import dev.tideway.s3.S3Config;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What uploads rely on, of whichever S3 server there is. */
@Tag("object-store")
class UploadStoreContractTest {
    private static final Duration LONG = Duration.ofMinutes(3);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final UploadStore uploads = store(TestS3.CONFIG, Map.of());
    private final String prefix = "builds/contract/" + UUID.randomUUID() + "/";

    private static UploadStore store(S3Config s3, Map<String, String> settings) {
        return new UploadStore(TestS3.client(s3), s3, TestS3.config(UploadConfig.class, settings));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.timeout(LONG).build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int put(String url, byte[] content) {
        return send(HttpRequest.newBuilder(URI.create(url)).PUT(BodyPublishers.ofByteArray(content)))
                .statusCode();
    }

    private OptionalLong size(UploadStore store, String key) {
        return store.size(key).await().atMost(LONG);
    }

    @Test
    void aBuildSystemWithoutCredentialsUploadsByAPlainPut() {
        String key = prefix + "upload.zip";

        assertThat(size(uploads, key)).isEmpty();
        assertThat(put(uploads.uploadUrl(key), new byte[1_000_000])).isEqualTo(200);

        assertThat(size(uploads, key)).hasValue(1_000_000);
    }

    @Test
    void aNameOfAnyKindCanBeUploadedTo() {
        for (String name : S3UnderTest.ODD_NAMES) {
            assertThat(put(uploads.uploadUrl(prefix + name), new byte[3]))
                    .as(name)
                    .isEqualTo(200);
            assertThat(size(uploads, prefix + name)).as(name).hasValue(3);
        }
    }

    @Test
    void anEmptyUploadIsSeenAsEmpty() {
        assertThat(put(uploads.uploadUrl(prefix + "empty"), new byte[0])).isEqualTo(200);

        assertThat(size(uploads, prefix + "empty")).hasValue(0);
    }

    @Test
    void anAddressIsGoodForItsKeyAndForPutAlone() {
        String url = uploads.uploadUrl(prefix + "mine.zip");

        assertThat(put(url.replace("mine.zip", "other.zip"), new byte[3])).isEqualTo(403);
        assertThat(put(url.replaceAll("X-Amz-Signature=\\w+", "X-Amz-Signature=" + "0".repeat(64)), new byte[3]))
                .isEqualTo(403);
        assertThat(put(url.replaceAll("\\?.*", ""), new byte[3])).isEqualTo(403);
        assertThat(send(HttpRequest.newBuilder(URI.create(url)).DELETE()).statusCode())
                .isEqualTo(403);
        assertThat(send(HttpRequest.newBuilder(URI.create(url)).GET()).statusCode())
                .isEqualTo(403);
        assertThat(size(uploads, prefix + "mine.zip")).isEmpty();
        assertThat(size(uploads, prefix + "other.zip")).isEmpty();
    }

    @Test
    void anAddressExpires() {
        UploadStore brief = store(TestS3.CONFIG, Map.of("tideway.uploads.expiry", "1s"));
        String url = brief.uploadUrl(prefix + "late.zip");

        await().atMost(LONG).until(() -> put(url, new byte[3]) == 403);
    }

    @Test
    void aServerThatDoesNotKnowUsOrTheBucketSaysNothingAboutAnUpload() {
        String key = prefix + "there.zip";
        assertThat(put(uploads.uploadUrl(key), new byte[3])).isEqualTo(200);
        UploadStore stranger =
                store(TestS3.config(Map.of("tideway.s3.secret-key", "0123456789abcdef0123456789abcdef")), Map.of());

        UploadStore lost =
                store(TestS3.config(Map.of("tideway.s3.private-bucket", "tideway-no-such-bucket")), Map.of());

        assertThatThrownBy(() -> size(stranger, key)).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> size(lost, key)).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> lost.joinParts(key, "none", 3).await().atMost(LONG))
                .isInstanceOf(RefusedException.class);
    }
}
