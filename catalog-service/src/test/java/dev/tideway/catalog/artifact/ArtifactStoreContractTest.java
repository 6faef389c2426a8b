package dev.tideway.catalog.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideway.catalog.bucket.TestS3;
import dev.tideway.protocol.artifact.ArtifactKeys;
import dev.tideway.protocol.artifact.Sha256;
import dev.tideway.s3.S3Config;
import io.minio.PutObjectArgs;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What deleting bytes relies on, of whichever S3 server there is. */
@Tag("object-store")
class ArtifactStoreContractTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    private final ArtifactStore store = store(TestS3.CONFIG);
    private final PackageBytes bytes = new PackageBytes(random(), random());

    private static ArtifactStore store(S3Config s3) {
        return new ArtifactStore(
                TestS3.client(s3),
                s3,
                TestS3.config(ArtifactsConfig.class, Map.of("tideway.artifacts.patience", "2m")));
    }

    private static Sha256 random() {
        return Sha256.of(UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void put(String key) {
        TestS3.CLIENT
                .putObject(PutObjectArgs.builder()
                        .bucket(TestS3.CONFIG.publicBucket())
                        .object(key)
                        .data(new byte[] {1}, 1)
                        .build())
                .join();
    }

    private static <T> T now(Uni<T> uni) {
        return uni.await().atMost(LONG);
    }

    @Test
    void aPackageIsThereWithItsBundle() {
        assertThat(now(store.has(bytes))).isFalse();
        put(ArtifactKeys.packageZip(bytes.zip()));
        assertThat(now(store.has(bytes))).isFalse();

        put(ArtifactKeys.bundle(bytes.bundle()));

        assertThat(now(store.has(bytes))).isTrue();
    }

    @Test
    void whatIsDeletedIsGoneAndMayBeDeletedAgain() {
        put(ArtifactKeys.packageZip(bytes.zip()));
        put(ArtifactKeys.bundle(bytes.bundle()));

        now(store.delete(bytes, List.of(), true));
        now(store.delete(bytes, List.of(), true));

        assertThat(now(store.has(bytes))).isFalse();
    }

    /** Else every package would be made again, and every condemned one taken for deleted. */
    @Test
    void aBucketThatIsNotThereSaysNothingAboutAPackage() {
        ArtifactStore lost = store(TestS3.config(Map.of("tideway.s3.public-bucket", "tideway-no-such-bucket")));

        assertThatThrownBy(() -> now(lost.has(bytes))).hasMessageContaining("no bucket tideway-no-such-bucket");
        assertThatThrownBy(() -> now(lost.delete(bytes, List.of(), true)))
                .hasMessageContaining("no bucket tideway-no-such-bucket");
        assertThatThrownBy(() -> now(lost.deleteCopies(bytes, List.of("deploy/shop/ios-v1.0.0.zip"))))
                .hasMessageContaining("no bucket tideway-no-such-bucket");
    }
}
