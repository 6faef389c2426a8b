package dev.tideway.catalog.artifact;

import dev.tideway.protocol.artifact.ActionsBase;
import dev.tideway.protocol.artifact.ArtifactKeys;
import dev.tideway.s3.S3Config;
import io.minio.MinioAsyncClient;
import io.minio.RemoveObjectArgs;
import io.minio.StatObjectResponse;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The objects of the public bucket that are named by their content. */
@ApplicationScoped
class ArtifactStore {
    /** What the publisher notes at copies. */
    private static final String DIGEST = "sha256";

    private final MinioAsyncClient s3;
    private final S3Config buckets;
    private final ArtifactsConfig config;

    ArtifactStore(MinioAsyncClient s3, S3Config buckets, ArtifactsConfig config) {
        this.s3 = s3;
        this.buckets = buckets;
        this.config = config;
    }

    /** Whether package and bundle lie there; fails where S3 does not say. */
    Uni<Boolean> has(PackageBytes bytes) {
        return Uni.join()
                .all(has(ArtifactKeys.packageZip(bytes.zip())), has(ArtifactKeys.bundle(bytes.bundle())))
                .andFailFast()
                .map(found -> !found.contains(false))
                .ifNoItem()
                .after(config.patience())
                .fail();
    }

    private Uni<Boolean> has(String key) {
        return has(key, found -> true);
    }

    private Uni<Boolean> has(String key, Predicate<StatObjectResponse> isMeant) {
        return S3Lookup.find(s3, buckets.publicBucket(), key).map(found -> found != null && isMeant.test(found));
    }

    /**
     * Deletes a package with its manifest and the instructions that lead to it; what is not there is no failure.
     *
     * @param from what the instructions start from
     * @param withBundle whether no other package has the bundle
     */
    Uni<Void> delete(PackageBytes bytes, List<ActionsBase> from, boolean withBundle) {
        Stream<String> keys = Stream.concat(
                Stream.of(ArtifactKeys.packageZip(bytes.zip()), ArtifactKeys.manifest(bytes.zip())),
                from.stream().map(base -> ArtifactKeys.actions(base, bytes.zip())));
        List<Uni<Void>> all = (withBundle ? Stream.concat(keys, Stream.of(ArtifactKeys.bundle(bytes.bundle()))) : keys)
                .map(key -> delete(buckets.publicBucket(), key))
                .toList();
        return S3Lookup.requireBucket(s3, buckets.publicBucket())
                .chain(() -> Uni.join().all(all).andFailFast())
                .replaceWithVoid()
                .ifNoItem()
                .after(config.patience())
                .fail();
    }

    /** Deletes those of these objects that are copies of the package. */
    Uni<Void> deleteCopies(PackageBytes bytes, List<String> keys) {
        return keys.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.join()
                        .all(keys.stream().map(key -> deleteCopy(bytes, key)).toList())
                        .andFailFast()
                        .replaceWithVoid()
                        .ifNoItem()
                        .after(config.patience())
                        .fail();
    }

    private Uni<Void> deleteCopy(PackageBytes bytes, String key) {
        return has(key, found -> bytes.zip().hex().equals(found.userMetadata().getFirst(DIGEST)))
                .chain(isCopy -> isCopy
                        ? delete(buckets.publicBucket(), key)
                        : Uni.createFrom().voidItem());
    }

    /** Lets the packager make the build's package anew. */
    Uni<Void> deleteReceipt(String projectId, String os, String buildId) {
        return delete(buckets.privateBucket(), ArtifactKeys.receipt(projectId, os, buildId))
                .ifNoItem()
                .after(config.patience())
                .fail();
    }

    private Uni<Void> delete(String bucket, String key) {
        return Uni.createFrom()
                .completionStage(() -> s3.removeObject(
                        RemoveObjectArgs.builder().bucket(bucket).object(key).build()))
                .replaceWithVoid();
    }
}
