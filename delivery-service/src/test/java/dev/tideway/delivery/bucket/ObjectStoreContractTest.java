package dev.tideway.delivery.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideway.local.testing.S3UnderTest;
import dev.tideway.local.testing.S3UnderTestResource;
import dev.tideway.protocol.artifact.Sha256;
import dev.tideway.s3.S3Client;
import dev.tideway.s3.S3Config;
import io.minio.MinioAsyncClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.spi.Converter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What delivery relies on, of whichever S3 server there is. */
@QuarkusTest
@QuarkusTestResource(value = S3UnderTestResource.class, restrictToAnnotatedClass = true)
@Tag("object-store")
class ObjectStoreContractTest {
    private static final int LARGE = 65 << 20;
    /** Bytes; what is larger goes up in parts. */
    private static final long PART = 8 << 20;

    /** Writes, so it has more patience than delivery has for its reads. */
    private static final MinioAsyncClient CLIENT = writer(S3UnderTest.settings());

    @Inject
    ObjectStore store;

    @Inject
    S3Config config;

    private final String prefix = "packages/contract/" + UUID.randomUUID() + "/";

    private static MinioAsyncClient writer(Map<String, String> settings) {
        return MinioAsyncClient.builder()
                .endpoint(settings.get("tideway.s3.url"))
                .region(settings.get("tideway.s3.region"))
                .credentials(settings.get("tideway.s3.access-key"), settings.get("tideway.s3.secret-key"))
                .build();
    }

    private String put(String name, byte[] content, Map<String, String> metadata) {
        try {
            CLIENT.putObject(
                            PutObjectArgs.builder()
                                    .bucket(config.publicBucket())
                                    .object(prefix + name)
                                    .userMetadata(metadata)
                                    .stream(new ByteArrayInputStream(content), (long) content.length, PART)
                                    .build())
                    .join();
            return prefix + name;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private String put(String name, String content) {
        return put(name, bytes(content), Map.of());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] random(int length) {
        byte[] content = new byte[length];
        new Random(1).nextBytes(content);
        return content;
    }

    private byte[] read(String key) throws Exception {
        try (ObjectStream object = store.open(Bucket.PUBLIC, key)) {
            return object.content().readAllBytes();
        }
    }

    @Test
    void anObjectThatIsNotThereIsMissing() {
        String key = prefix + "missing.zip";

        assertThatThrownBy(() -> store.head(Bucket.PUBLIC, key)).isInstanceOf(ObjectMissingException.class);
        assertThatThrownBy(() -> store.open(Bucket.PUBLIC, key)).isInstanceOf(ObjectMissingException.class);
        assertThatThrownBy(() -> store.openIfChanged(Bucket.PUBLIC, key, "0123456789abcdef0123456789abcdef"))
                .isInstanceOf(ObjectMissingException.class);
    }

    @Test
    void anObjectThatWasRemovedIsMissing() throws Exception {
        String key = put("removed.zip", "bytes");
        ObjectHead head = store.head(Bucket.PUBLIC, key);
        CLIENT.removeObject(RemoveObjectArgs.builder()
                        .bucket(config.publicBucket())
                        .object(key)
                        .build())
                .join();

        assertThatThrownBy(() -> store.openIfChanged(Bucket.PUBLIC, key, head.etag()))
                .isInstanceOf(ObjectMissingException.class);
        assertThatThrownBy(() -> store.read(Bucket.PUBLIC, key, head, 0, 1)).isInstanceOf(ObjectMissingException.class);
    }

    @Test
    void aBucketThatIsNotThereIsAStoreThatIsAway() {
        ObjectStore lost = with("tideway-no-such-bucket", config.secretKey());

        assertThatThrownBy(() -> lost.head(Bucket.PUBLIC, prefix + "a")).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> lost.open(Bucket.PUBLIC, prefix + "a")).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> lost.keys(Bucket.PUBLIC, prefix, 10)).isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void wrongCredentialsAreAStoreThatIsAway() {
        String key = put("mine.zip", "bytes");
        ObjectStore stranger = with(config.publicBucket(), "0123456789abcdef0123456789abcdef");

        assertThatThrownBy(() -> stranger.head(Bucket.PUBLIC, key)).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> stranger.open(Bucket.PUBLIC, key)).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> stranger.keys(Bucket.PUBLIC, prefix, 10))
                .isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void aHeadTellsWhatItsWriterNoted() throws Exception {
        String digest = Sha256.of(bytes("bytes")).hex();
        String key = put("noted.zip", bytes("bytes"), Map.of("sha256", digest));

        ObjectHead head = store.head(Bucket.PUBLIC, key);

        assertThat(head.size()).isEqualTo(5);
        assertThat(head.metadata()).containsEntry("sha256", digest);
        assertThat(head.etag()).isNotEmpty().doesNotContain("\"");
        assertThat(head.lastModified())
                .isBetween(
                        Instant.now().minus(Duration.ofMinutes(10)),
                        Instant.now().plus(Duration.ofMinutes(10)));
        try (ObjectStream object = store.open(Bucket.PUBLIC, key)) {
            assertThat(object.head()).isEqualTo(head);
        }
    }

    @Test
    void whatHasNotChangedIsNotSentAgain() throws Exception {
        String key = put("catalogue.json", "first");
        ObjectHead first = store.head(Bucket.PUBLIC, key);

        assertThat(store.openIfChanged(Bucket.PUBLIC, key, first.etag())).isEmpty();
        put("catalogue.json", "second");

        try (ObjectStream changed =
                store.openIfChanged(Bucket.PUBLIC, key, first.etag()).orElseThrow()) {
            assertThat(changed.content().readAllBytes()).isEqualTo(bytes("second"));
            assertThat(store.openIfChanged(Bucket.PUBLIC, key, changed.head().etag()))
                    .isEmpty();
        }
    }

    @Test
    void piecesAreTheBytesThatWereAskedFor() throws Exception {
        byte[] content = random(3_000_000);
        String key = put("package.zip", content, Map.of());
        ObjectHead head = store.head(Bucket.PUBLIC, key);

        for (int[] piece : new int[][] {{0, 1}, {0, 1 << 20}, {1_234_567, 1 << 20}, {2_999_999, 1}, {0, 3_000_000}}) {
            assertThat(store.read(Bucket.PUBLIC, key, head, piece[0], piece[1]))
                    .isEqualTo(Arrays.copyOfRange(content, piece[0], piece[0] + piece[1]));
        }
        assertThatThrownBy(() -> store.read(Bucket.PUBLIC, key, head, 2_999_999, 2))
                .isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void piecesOfAnotherVersionAreRefused() throws Exception {
        String key = put("package.zip", "first");
        ObjectHead first = store.head(Bucket.PUBLIC, key);
        put("package.zip", "other");

        assertThatThrownBy(() -> store.read(Bucket.PUBLIC, key, first, 0, 5))
                .isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void anEmptyObjectHasNoBytes() throws Exception {
        String key = put("empty", "");

        assertThat(store.head(Bucket.PUBLIC, key).size()).isZero();
        assertThat(read(key)).isEmpty();
    }

    @Test
    void aLargeObjectIsStreamed() throws Exception {
        byte[] content = random(LARGE);
        String key =
                put("large.zip", content, Map.of("sha256", Sha256.of(content).hex()));

        var digest = Sha256.newDigest();
        try (ObjectStream object = store.open(Bucket.PUBLIC, key);
                var stream = new DigestInputStream(object.content(), digest)) {
            assertThat(object.head().size()).isEqualTo(LARGE);
            assertThat(object.head().metadata())
                    .containsEntry("sha256", Sha256.of(content).hex());
            stream.transferTo(java.io.OutputStream.nullOutputStream());
        }
        assertThat(Sha256.of(digest)).isEqualTo(Sha256.of(content));
        assertThat(store.read(Bucket.PUBLIC, key, store.head(Bucket.PUBLIC, key), LARGE - 10, 10))
                .isEqualTo(Arrays.copyOfRange(content, LARGE - 10, LARGE));
    }

    @Test
    void readsThatAreGivenUpHoldNothingBack() throws Exception {
        String key = put("large.zip", random(8 << 20), Map.of());

        for (int i = 0; i < config.maxRequests() + 5; i++) {
            try (ObjectStream object = store.open(Bucket.PUBLIC, key)) {
                assertThat(object.content().read()).isNotNegative();
            }
        }

        assertThat(read(key)).hasSize(8 << 20);
    }

    @Test
    void readersWhileAnObjectIsReplacedSeeOneVersionOrTheOther() throws IOException {
        byte[] one = new byte[500_000];
        byte[] other = new byte[500_000];
        Arrays.fill(other, (byte) 1);
        String key = put("catalogue.json", one, Map.of());

        IntStream.range(0, 40).parallel().forEach(i -> {
            if (i % 4 == 0) {
                put("catalogue.json", i % 8 == 0 ? one : other, Map.of());
            } else {
                assertThat(unchecked(key)).isIn(one, other);
            }
        });
    }

    private byte[] unchecked(String key) {
        try {
            return read(key);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void namesComeBackAsTheyWereWritten() throws Exception {
        for (String name : S3UnderTest.ODD_NAMES) {
            put("odd/" + name, name);
        }

        assertThat(store.keys(Bucket.PUBLIC, prefix + "odd/", 1000))
                .extracting(key -> key.substring(prefix.length() + "odd/".length()))
                .containsExactlyInAnyOrderElementsOf(S3UnderTest.ODD_NAMES);
        for (String name : S3UnderTest.ODD_NAMES) {
            assertThat(read(prefix + "odd/" + name)).isEqualTo(bytes(name));
        }
    }

    @Test
    void theFirstKeysOfAPrefixAreListedInTheirOrder() {
        IntStream.range(0, 1100).parallel().forEach(i -> put("claims/" + i, ""));
        var first = IntStream.range(0, 1100)
                .mapToObj(i -> prefix + "claims/" + i)
                .sorted()
                .limit(1000)
                .toList();

        assertThat(store.keys(Bucket.PUBLIC, prefix + "claims/", 1000)).isEqualTo(first);
        assertThat(store.keys(Bucket.PUBLIC, prefix + "claims/", 7)).isEqualTo(first.subList(0, 7));
        assertThat(store.keys(Bucket.PUBLIC, prefix + "nothing/", 7)).isEmpty();
    }

    /** That asks once. */
    private ObjectStore with(String publicBucket, String secretKey) {
        Map<String, String> settings = new HashMap<>(S3UnderTest.settings());
        settings.put("tideway.s3.public-bucket", publicBucket);
        settings.put("tideway.s3.secret-key", secretKey);
        settings.put("tideway.s3.retries", "0");
        var changed = new SmallRyeConfigBuilder()
                .withMapping(S3Config.class)
                .withMapping(S3RetryConfig.class)
                .withConverters(new Converter<?>[] {new DurationConverter()})
                .withDefaultValues(settings)
                .build();
        S3Config server = changed.getConfigMapping(S3Config.class);
        return new ObjectStore(new S3Client().async(server), server, changed.getConfigMapping(S3RetryConfig.class));
    }
}
