package dev.tideway.packager.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideway.local.testing.S3UnderTest;
import dev.tideway.protocol.artifact.Artifact;
import dev.tideway.protocol.artifact.Sha256;
import dev.tideway.s3.S3Client;
import dev.tideway.s3.S3Config;
import io.minio.MinioClient;
import io.minio.StatObjectArgs;
import io.minio.StatObjectResponse;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.spi.Converter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the packager relies on, of whichever S3 server there is. No attempt is repeated here: each failure is seen. */
@Tag("object-store")
class ObjectStoreContractTest {
    private static final int LARGE = 65 << 20;
    private static final Map<String, String> SETTINGS = S3UnderTest.settings();
    private static final S3Config CONFIG = config(Map.of());
    private static final MinioClient CLIENT = new S3Client().blocking(CONFIG);

    @TempDir
    Path folder;

    private final ObjectStore store = new ObjectStore(CLIENT);
    private final String prefix = "builds/contract/" + UUID.randomUUID() + "/";

    private static S3Config config(Map<String, String> others) {
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.put("tideway.s3.read-timeout", "2m");
        settings.putAll(others);
        return new SmallRyeConfigBuilder()
                .withMapping(S3Config.class)
                .withConverters(new Converter<?>[] {new DurationConverter()})
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(S3Config.class);
    }

    private ObjectKey object(String name) {
        return new ObjectKey(CONFIG.privateBucket(), prefix + name);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void anObjectThatIsNotThereIsNothing() {
        ObjectKey missing = object("missing");

        assertThat(store.read(missing)).isEmpty();
        assertThat(store.lastModified(missing)).isEmpty();
        assertThat(store.download(missing, null, folder.resolve("file"), 10)).isEmpty();
        assertThat(store.download(missing, "0123456789abcdef0123456789abcdef", folder.resolve("file"), 10))
                .isEmpty();
        assertThat(store.list(missing, 10)).isEmpty();
    }

    @Test
    void aBucketThatIsNotThereIsWaitedFor() {
        ObjectKey nowhere = new ObjectKey("tideway-no-such-bucket", prefix + "object");

        assertThatThrownBy(() -> store.read(nowhere)).isInstanceOf(StoreAwayException.class);
        assertThatThrownBy(() -> store.list(nowhere, 10)).isInstanceOf(StoreAwayException.class);
    }

    @Test
    void wrongCredentialsAreWaitedFor() {
        ObjectStore stranger = new ObjectStore(
                new S3Client().blocking(config(Map.of("tideway.s3.secret-key", "0123456789abcdef0123456789abcdef"))));
        store.write(object("mine"), bytes("{}"));

        assertThatThrownBy(() -> stranger.read(object("mine"))).isInstanceOf(StoreAwayException.class);
        assertThatThrownBy(() -> stranger.lastModified(object("mine"))).isInstanceOf(StoreAwayException.class);
        assertThatThrownBy(() -> stranger.write(object("mine"), bytes("[]"))).isInstanceOf(StoreAwayException.class);
        assertThat(store.read(object("mine"))).contains(bytes("{}"));
    }

    @Test
    void whatIsWrittenReplacesWhatWasThere() {
        store.write(object("receipt.json"), bytes("{\"outcome\":\"rejected\"}"));
        store.write(object("receipt.json"), bytes("{}"));

        assertThat(store.read(object("receipt.json"))).contains(bytes("{}"));
        assertThat(store.lastModified(object("receipt.json")).orElseThrow())
                .isBetween(
                        Instant.now().minus(Duration.ofMinutes(10)),
                        Instant.now().plus(Duration.ofMinutes(10)));
        assertThat(head("receipt.json").contentType()).isEqualTo("application/json");
    }

    @Test
    void anArtifactIsKeptWithWhatCachesHaveToKnow() {
        store.keep(object("package.zip"), file("bytes"), "application/zip");

        StatObjectResponse head = head("package.zip");
        assertThat(head.size()).isEqualTo(5);
        assertThat(head.contentType()).isEqualTo("application/zip");
        assertThat(head.headers().get("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
    }

    @Test
    void anArtifactThatIsThereIsNotWrittenAgain() {
        store.keep(object("package.zip"), file("first"), "application/zip");
        store.keep(object("package.zip"), file("other"), "application/zip");
        store.keep(object("broken.zip"), file("half"), "application/zip");
        store.keep(object("broken.zip"), file("whole"), "application/zip");

        assertThat(store.read(object("package.zip"))).contains(bytes("first"));
        assertThat(store.read(object("broken.zip"))).contains(bytes("whole"));
    }

    @Test
    void anEmptyFileIsAnObject() {
        store.keep(object("empty"), file(""), "text/plain");

        assertThat(store.read(object("empty"))).contains(new byte[0]);
        assertThat(store.download(object("empty"), null, folder.resolve("copy"), 0))
                .contains(new Artifact(Sha256.of(new byte[0]), 0));
    }

    @Test
    void aLargeFileGoesUpInPartsAndComesDownAsItWas() throws IOException {
        byte[] content = new byte[LARGE];
        new Random(1).nextBytes(content);
        Path file = Files.write(folder.resolve("large"), content);

        store.keep(object("large.zip"), file, "application/zip");

        assertThat(head("large.zip").contentType()).isEqualTo("application/zip");
        assertThat(head("large.zip").headers().get("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(store.download(object("large.zip"), null, folder.resolve("copy"), LARGE))
                .contains(new Artifact(Sha256.of(content), LARGE));
        assertThatThrownBy(() -> store.download(object("large.zip"), null, folder.resolve("copy"), LARGE - 1))
                .isInstanceOf(ObjectTooLargeException.class);
    }

    @Test
    void anObjectIsReadOnlyAsLongAsItIsTheOneThatWasListed() {
        store.write(object("folder/index.html"), bytes("first"));
        ListedObject listed = store.list(object("folder/"), 10).get(0);

        assertThat(store.download(object("folder/index.html"), listed.etag(), folder.resolve("copy"), 10))
                .contains(new Artifact(Sha256.of(bytes("first")), 5));
        store.write(object("folder/index.html"), bytes("other"));

        assertThatThrownBy(() -> store.download(object("folder/index.html"), listed.etag(), folder.resolve("copy"), 10))
                .isInstanceOf(ObjectChangedException.class);
    }

    @Test
    void aFileInPartsToHasAnETagThatCanBeAskedFor() throws IOException {
        Path file = Files.write(folder.resolve("large"), new byte[12 << 20]);
        store.keep(object("folder/large"), file, "application/zip");
        ListedObject listed = store.list(object("folder/"), 10).get(0);

        assertThat(listed.size()).isEqualTo(12 << 20);
        assertThat(store.download(object("folder/large"), listed.etag(), folder.resolve("copy"), 12 << 20))
                .isPresent();
    }

    @Test
    void namesComeBackAsTheyWereWritten() {
        S3UnderTest.ODD_NAMES.forEach(name -> store.write(object("odd/" + name), bytes(name)));

        List<ListedObject> listed = store.list(object("odd/"), 100);

        assertThat(listed)
                .extracting(o -> o.key().substring(prefix.length() + "odd/".length()))
                .containsExactlyInAnyOrderElementsOf(S3UnderTest.ODD_NAMES);
        assertThat(S3UnderTest.ODD_NAMES).allSatisfy(name -> assertThat(store.read(object("odd/" + name)))
                .contains(bytes(name)));
        assertThat(listed).allSatisfy(o -> assertThat(store.download(
                        new ObjectKey(CONFIG.privateBucket(), o.key()), o.etag(), folder.resolve("copy"), 100))
                .isPresent());
    }

    @Test
    void aPrefixIsListedToItsEndWithoutTheMarkersOfFolders() {
        IntStream.range(0, 1100).parallel().forEach(i -> store.write(object("many/" + i + "/index.html"), bytes("x")));
        store.write(object("many/marker/"), new byte[0]);
        store.write(object("many-others"), bytes("x"));

        assertThat(store.list(object("many/"), 2000)).hasSize(1100).allSatisfy(o -> assertThat(o.size())
                .isEqualTo(1));
        assertThat(store.list(object("many/"), 7)).hasSize(7);
    }

    private StatObjectResponse head(String name) {
        try {
            return CLIENT.statObject(StatObjectArgs.builder()
                    .bucket(CONFIG.privateBucket())
                    .object(prefix + name)
                    .build());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Path file(String content) {
        try {
            return Files.writeString(folder.resolve(UUID.randomUUID().toString()), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
