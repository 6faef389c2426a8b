package dev.tideway.catalog.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideway.catalog.bucket.TestS3;
import dev.tideway.catalog.publish.PublicFiles.JsonFile;
import dev.tideway.catalog.publish.PublicFiles.ZipCopy;
import dev.tideway.protocol.artifact.ArtifactKeys;
import dev.tideway.protocol.artifact.Sha256;
import dev.tideway.s3.S3Config;
import io.minio.GetObjectArgs;
import io.minio.GetObjectResponse;
import io.minio.ListObjectsArgs;
import io.minio.PutObjectArgs;
import io.minio.StatObjectArgs;
import io.minio.StatObjectResponse;
import io.smallrye.mutiny.Uni;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the files that devices read without a service rely on, of whichever S3 server there is. */
@Tag("object-store")
class PublicFileStoreContractTest {
    /** Bytes; what is larger goes up in parts. */
    private static final long PART = 8 << 20;

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final String BUCKET = TestS3.CONFIG.publicBucket();

    private final PublicFileStore store =
            new PublicFileStore(TestS3.CLIENT, TestS3.CONFIG, TestS3.config(PublisherConfig.class, Map.of()));
    private final String prefix = ArtifactKeys.deploy("c" + UUID.randomUUID());

    private static <T> T now(Uni<T> uni) {
        return uni.await().atMost(LONG);
    }

    private PublicFiles files(ZipCopy... zips) {
        return new PublicFiles(
                7,
                List.of(new JsonFile(prefix + "checkUpdate.json", "{\"ios\":{}}")),
                List.of(zips),
                new JsonFile(prefix + "update.json", "{}"));
    }

    /** A package of that many random bytes. */
    private static Sha256 putPackage(int size) {
        byte[] content = new byte[size];
        new Random().nextBytes(content);
        Sha256 digest = Sha256.of(content);
        TestS3.CLIENT
                .putObject(PutObjectArgs.builder()
                        .bucket(BUCKET)
                        .object(ArtifactKeys.packageZip(digest))
                        .headers(Map.of("Cache-Control", "public, max-age=31536000, immutable"))
                        .contentType("application/octet-stream")
                        .stream(new ByteArrayInputStream(content), (long) size, PART)
                        .build())
                .join();
        return digest;
    }

    private static StatObjectResponse head(String key) {
        return TestS3.CLIENT
                .statObject(StatObjectArgs.builder().bucket(BUCKET).object(key).build())
                .join();
    }

    private static byte[] read(String key) {
        try (GetObjectResponse object = TestS3.CLIENT
                .getObject(GetObjectArgs.builder().bucket(BUCKET).object(key).build())
                .join()) {
            return object.readAllBytes();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private int count() {
        int[] count = {0};
        TestS3.CLIENT
                .listObjects(ListObjectsArgs.builder()
                        .bucket(BUCKET)
                        .prefix(prefix)
                        .recursive(true)
                        .build())
                .forEach(found -> count[0]++);
        return count[0];
    }

    @Test
    void filesSayWhatTheyAreAndHowLongTheyMayBeKept() {
        now(store.write(files()));

        StatObjectResponse head = head(prefix + "checkUpdate.json");
        assertThat(head.contentType()).isEqualTo("application/json");
        assertThat(head.headers().get("Cache-Control")).isEqualTo("public, max-age=0, s-maxage=2");
        assertThat(read(prefix + "checkUpdate.json")).asString().isEqualTo("{\"ios\":{}}");
    }

    @Test
    void theServerCopiesAPackageAndTakesTheNewTypeLifetimeAndDigest() {
        Sha256 digest = putPackage(300_000);

        now(store.write(files(new ZipCopy(prefix + "ios-v1.0.0.zip", digest))));

        StatObjectResponse copy = head(prefix + "ios-v1.0.0.zip");
        assertThat(Sha256.of(read(prefix + "ios-v1.0.0.zip"))).isEqualTo(digest);
        assertThat(copy.contentType()).isEqualTo("application/zip");
        assertThat(copy.headers().get("Cache-Control")).isEqualTo("public, max-age=0, s-maxage=2");
        assertThat(copy.userMetadata().getFirst("sha256")).isEqualTo(digest.hex());
    }

    @Test
    void aCopyThatIsRightIsLeftAloneAndAnotherOneIsReplaced() {
        String key = prefix + "ios-v1.0+build.zip";
        Sha256 first = putPackage(1000);
        Sha256 second = putPackage(2000);

        now(store.write(files(new ZipCopy(key, first))));
        var written = head(key).lastModified();
        now(store.write(files(new ZipCopy(key, first))));
        assertThat(head(key).lastModified()).isEqualTo(written);
        now(store.write(files(new ZipCopy(key, second))));

        assertThat(Sha256.of(read(key))).isEqualTo(second);
        assertThat(head(key).userMetadata().getFirst("sha256")).isEqualTo(second.hex());
    }

    @Test
    void knowsWhetherFilesOfThisRevisionOrALaterOneLieThere() {
        Sha256 digest = putPackage(1000);
        PublicFiles seventh = files(new ZipCopy(prefix + "ios-v1.0.0.zip", digest));
        assertThat(now(store.areThere(seventh))).isFalse();
        assertThat(now(store.isEmpty(prefix))).isTrue();

        now(store.write(seventh));

        assertThat(now(store.areThere(seventh))).isTrue();
        assertThat(now(store.areThere(new PublicFiles(6, seventh.staticForms(), List.of(), seventh.olderUpdateJson()))))
                .isTrue();
        assertThat(now(store.areThere(new PublicFiles(8, seventh.staticForms(), List.of(), seventh.olderUpdateJson()))))
                .isFalse();
        assertThat(now(store.areThere(files(new ZipCopy(prefix + "ios-v1.0.0.zip", Sha256.of(new byte[] {1}))))))
                .isFalse();
        assertThat(now(store.isEmpty(prefix))).isFalse();
    }

    /** Else the reconciler would count files as old that it could not see. */
    @Test
    void aBucketThatIsNotThereSaysNothingAboutItsFiles() {
        S3Config config = TestS3.config(Map.of("tideway.s3.public-bucket", "tideway-no-such-bucket"));
        PublicFileStore lost =
                new PublicFileStore(TestS3.client(config), config, TestS3.config(PublisherConfig.class, Map.of()));

        assertThatThrownBy(() -> now(lost.areThere(files()))).hasMessageContaining("no bucket tideway-no-such-bucket");
    }

    @Test
    void aPackageThatWentUpInPartsIsCopiedToo() {
        Sha256 digest = putPackage(65 << 20);

        now(store.write(files(new ZipCopy(prefix + "ios-v1.0.0.zip", digest))));

        assertThat(Sha256.of(read(prefix + "ios-v1.0.0.zip"))).isEqualTo(digest);
        assertThat(head(prefix + "ios-v1.0.0.zip").userMetadata().getFirst("sha256"))
                .isEqualTo(digest.hex());
    }

    @Test
    void nothingNamesAZipThatCouldNotBeCopied() {
        Sha256 missing = Sha256.of(new byte[] {1, 2, 3});

        assertThatThrownBy(() -> now(store.write(files(new ZipCopy(prefix + "ios-v1.0.0.zip", missing)))))
                .isNotNull();

        assertThatThrownBy(() -> head(prefix + "update.json")).isNotNull();
    }

    @Test
    void aProjectsFilesAllGo() {
        List<JsonFile> many = IntStream.range(0, 1100)
                .mapToObj(i -> new JsonFile(prefix + "channels/" + i + "/checkUpdate.json", "{}"))
                .toList();
        now(store.write(new PublicFiles(1, many, List.of(), new JsonFile(prefix + "update.json", "{}"))));
        assertThat(count()).isEqualTo(1101);

        now(store.removeAll(prefix));
        now(store.removeAll(prefix));

        assertThat(count()).isZero();
    }
}
