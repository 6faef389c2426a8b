package dev.tideway.catalog.publish;

import dev.tideway.catalog.artifact.S3Lookup;
import dev.tideway.catalog.publish.PublicFiles.JsonFile;
import dev.tideway.catalog.publish.PublicFiles.ZipCopy;
import dev.tideway.s3.S3Config;
import io.minio.CopyObjectArgs;
import io.minio.Directive;
import io.minio.ListObjectsArgs;
import io.minio.MinioAsyncClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.Result;
import io.minio.SourceObject;
import io.minio.errors.MinioException;
import io.minio.messages.Item;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The files of the public bucket that are not named by their content. */
@ApplicationScoped
public class PublicFileStore {
    /** Lets delivery serve the copy from where it keeps the package itself. */
    private static final String DIGEST = "sha256";

    /** Tells whether an older state lies on top of a newer one. */
    private static final String REVISION = "revision";

    private final MinioAsyncClient s3;
    private final String bucket;
    private final String cacheControl;

    PublicFileStore(MinioAsyncClient s3, S3Config buckets, PublisherConfig config) {
        this.s3 = s3;
        this.bucket = buckets.publicBucket();
        this.cacheControl = config.publicFilesCacheControl();
    }

    /** Writes all of them; what names a ZIP comes after it. */
    Uni<Void> write(PublicFiles files) {
        List<Uni<Void>> first = new ArrayList<>();
        files.staticForms().forEach(form -> first.add(put(form, files.revision())));
        files.zips().forEach(zip -> first.add(copy(zip)));
        return Uni.join().all(first).andFailFast().chain(() -> put(files.olderUpdateJson(), files.revision()));
    }

    /** Whether all of them lie there, of this revision or a later one. */
    Uni<Boolean> areThere(PublicFiles files) {
        List<Uni<Boolean>> looks = new ArrayList<>();
        Stream.concat(files.staticForms().stream(), Stream.of(files.olderUpdateJson()))
                .forEach(file -> looks.add(isThere(file, files.revision())));
        files.zips().forEach(zip -> looks.add(isThere(zip)));
        return Uni.join().all(looks).andFailFast().map(found -> !found.contains(false));
    }

    /** Whether no object's key begins so. */
    Uni<Boolean> isEmpty(String prefix) {
        return Uni.createFrom()
                .item(() -> keys(prefix).isEmpty())
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private Uni<Void> put(JsonFile file, long revision) {
        byte[] json = file.json().getBytes(StandardCharsets.UTF_8);
        return Uni.createFrom()
                .completionStage(() -> s3.putObject(PutObjectArgs.builder()
                        .bucket(bucket)
                        .object(file.key())
                        .contentType("application/json")
                        .headers(Map.of("Cache-Control", cacheControl))
                        .userMetadata(Map.of(REVISION, Long.toString(revision)))
                        .data(json, json.length)
                        .build()))
                .replaceWithVoid();
    }

    /** The server copies by itself; what is right already is left alone. */
    private Uni<Void> copy(ZipCopy zip) {
        return isThere(zip)
                .chain(there -> there
                        ? Uni.createFrom().voidItem()
                        : Uni.createFrom()
                                .completionStage(() -> s3.copyObject(copyOf(zip)))
                                .replaceWithVoid());
    }

    private CopyObjectArgs copyOf(ZipCopy zip) {
        return CopyObjectArgs.builder()
                .bucket(bucket)
                .object(zip.key())
                .source(SourceObject.builder()
                        .bucket(bucket)
                        .object(zip.source())
                        .build())
                .metadataDirective(Directive.REPLACE)
                .headers(Map.of("Content-Type", "application/zip", "Cache-Control", cacheControl))
                .userMetadata(Map.of(DIGEST, zip.packageDigest().hex()))
                .build();
    }

    private Uni<Boolean> isThere(ZipCopy zip) {
        return isThere(zip.key(), DIGEST, zip.packageDigest().hex()::equals);
    }

    private Uni<Boolean> isThere(JsonFile file, long revision) {
        return isThere(
                file.key(), REVISION, noted -> noted.matches("[0-9]{1,18}") && Long.parseLong(noted) >= revision);
    }

    private Uni<Boolean> isThere(String key, String metadata, Predicate<String> isRight) {
        return S3Lookup.find(s3, bucket, key).map(found -> {
            String noted = found == null ? null : found.userMetadata().getFirst(metadata);
            return noted != null && isRight.test(noted);
        });
    }

    /** Takes away every object whose key begins so. */
    Uni<Void> removeAll(String prefix) {
        return Uni.createFrom()
                .item(() -> keys(prefix))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .chain(keys -> keys.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : Uni.join()
                                .all(keys.stream().map(this::remove).toList())
                                .andFailFast()
                                .replaceWithVoid());
    }

    private Uni<Void> remove(String key) {
        return Uni.createFrom()
                .completionStage(() -> s3.removeObject(
                        RemoveObjectArgs.builder().bucket(bucket).object(key).build()))
                .replaceWithVoid();
    }

    private List<String> keys(String prefix) {
        List<String> keys = new ArrayList<>();
        ListObjectsArgs all = ListObjectsArgs.builder()
                .bucket(bucket)
                .prefix(prefix)
                .recursive(true)
                .build();
        for (Result<Item> result : s3.listObjects(all)) {
            try {
                keys.add(result.get().objectName());
            } catch (MinioException e) {
                throw new UncheckedIOException(new IOException("the objects of " + prefix + " cannot be listed", e));
            }
        }
        return keys;
    }
}
