package dev.tideway.packager.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideway.local.parts.Part;
import dev.tideway.local.testing.RealParts;
import dev.tideway.local.testing.S3Gate;
import io.minio.MinioClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each request once, without the retries that the running service puts around it. */
class ObjectStoreTest {
    private final Map<String, String> settings = RealParts.start(Part.S3);
    private final S3Gate gate = new S3Gate(settings.get("tideway.s3.url"));
    private final ObjectStore objects = store(settings.get("tideway.s3.secret-key"));
    private final ObjectKey source = key("builds/shop/" + UUID.randomUUID() + "/a");

    @TempDir
    Path folder;

    @BeforeEach
    void upload() {
        objects.write(source, "{}".getBytes(StandardCharsets.UTF_8));
    }

    @AfterEach
    void closeGate() {
        gate.close();
    }

    @Test
    void whatPassesTheGateIsTheSame() {
        assertThat(objects.read(source)).hasValue("{}".getBytes(StandardCharsets.UTF_8));
        assertThat(objects.download(source, null, folder.resolve("a"), 2)).isPresent();
        assertThat(objects.lastModified(source)).isPresent();
        assertThat(objects.list(key("builds/shop/"), 100)).isNotEmpty();
        assertThat(objects.read(key("builds/none"))).isEmpty();
    }

    @Test
    void aListingEndsWithWhatIsWanted() {
        String many = "builds/many/" + UUID.randomUUID() + "/";
        IntStream.rangeClosed(0, 1000).parallel().forEach(i -> objects.write(key(many + i), new byte[0]));
        String listings = "GET /" + source.bucket() + "/?";

        assertThat(objects.list(key(many), 1000)).hasSize(1000);
        assertThat(gate.count(listings)).isEqualTo(1);
        assertThat(objects.list(key(many), 1001)).hasSize(1001);
        assertThat(gate.count(listings)).isEqualTo(3);
    }

    @Test
    void oneObjectThatIsForbiddenIsItsOwnFault() {
        gate.refuse("GET .*" + source.key());

        assertThatThrownBy(() -> objects.download(source, null, folder.resolve("a"), 2))
                .isInstanceOf(ObjectForbiddenException.class)
                .hasMessageContaining(source.key())
                .satisfies(e -> assertThat(e.getCause()).isNotInstanceOf(StoreAwayException.class));
    }

    @Test
    void onePrefixThatMayNotBeListedIsItsOwnFault() {
        gate.refuse("GET /" + source.bucket() + "/?");

        assertThatThrownBy(() -> objects.list(key("builds/shop/"), 100)).isInstanceOf(ObjectForbiddenException.class);
    }

    @Test
    void credentialsThatAreGoodForNothingAreWaitedFor() {
        ObjectStore stranger = store("wrong");

        assertThatThrownBy(() -> stranger.download(source, null, folder.resolve("a"), 2))
                .isInstanceOf(StoreAwayException.class);
        assertThatThrownBy(() -> stranger.list(key("builds/shop/"), 100)).isInstanceOf(StoreAwayException.class);
        assertThatThrownBy(() -> stranger.read(source)).isInstanceOf(StoreAwayException.class);
    }

    @Test
    void aServerThatIsAwayIsWaitedFor() {
        gate.close();

        assertThatThrownBy(() -> objects.read(source)).isInstanceOf(StoreAwayException.class);
    }

    private ObjectKey key(String key) {
        return new ObjectKey(settings.get("tideway.s3.private-bucket"), key);
    }

    private ObjectStore store(String secret) {
        return new ObjectStore(MinioClient.builder()
                .endpoint(gate.url())
                .credentials(settings.get("tideway.s3.access-key"), secret)
                .region("us-east-1")
                .build());
    }
}
