package dev.tideway.packager.bucket;

import dev.tideway.protocol.artifact.Artifact;
import dev.tideway.protocol.artifact.ArtifactKeys;
import dev.tideway.protocol.artifact.Sha256;
import io.minio.GetObjectArgs;
import io.minio.GetObjectResponse;
import io.minio.ListObjectsArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.Result;
import io.minio.StatObjectArgs;
import io.minio.StatObjectResponse;
import io.minio.UploadObjectArgs;
import io.minio.messages.Item;
import io.smallrye.faulttolerance.api.BeforeRetry;
import io.smallrye.faulttolerance.api.ExponentialBackoff;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Objects in S3. Every method waits for S3 as long as it takes, with growing pauses, when it is away; only what it says
 * about one object comes back as an answer or an exception.
 */
@ApplicationScoped
@Retry(maxRetries = -1, maxDuration = 0, delay = 300, jitter = 100, retryOn = StoreAwayException.class)
@ExponentialBackoff(factor = 2, maxDelay = 20_000)
@BeforeRetry(StoreAwayNotice.class)
public class ObjectStore {
    private static final Logger LOG = Logger.getLogger(ObjectStore.class);

    private static final int BUFFER = 1 << 16;
    private static final Map<String, String> IMMUTABLE = Map.of("Cache-Control", "public, max-age=31536000, immutable");

    /** Nothing lies there, but whoever may read receipts is told so. */
    private static final String PROBE = ArtifactKeys.RECEIPTS + "access-probe";

    private final MinioClient s3;

    ObjectStore(MinioClient s3) {
        this.s3 = s3;
    }

    /** When the object was written; nothing if it is not there. */
    public Optional<Instant> lastModified(ObjectKey object) {
        return ofOne(object, () -> head(object)).map(head -> head.lastModified().toInstant());
    }

    /**
     * Copies an object into a file, what was there before is gone; nothing if the object is not there.
     *
     * @param etag only if it is still this one
     * @throws ObjectTooLargeException beyond so many bytes
     * @throws ObjectChangedException if it has another ETag
     */
    public Optional<Artifact> download(ObjectKey object, @Nullable String etag, Path file, long atMost) {
        GetObjectArgs.Builder request =
                GetObjectArgs.builder().bucket(object.bucket()).object(object.key());
        if (etag != null) {
            request.matchETag(etag);
        }
        return ofOne(object, () -> S3Failures.found(object, () -> s3.getObject(request.build())))
                .map(answer -> copy(object, answer, file, atMost));
    }

    /** A small object. */
    public Optional<byte[]> read(ObjectKey object) {
        return ofOne(
                object,
                () -> S3Failures.found(object, () -> {
                    try (GetObjectResponse answer = s3.getObject(GetObjectArgs.builder()
                            .bucket(object.bucket())
                            .object(object.key())
                            .build())) {
                        return answer.readAllBytes();
                    }
                }));
    }

    /** Writes an object that never changes, unless one of that size is there already. */
    public void keep(ObjectKey object, Path file, String contentType) {
        long size = file.toFile().length();
        boolean there = head(object).filter(head -> head.size() == size).isPresent();
        if (!there) {
            S3Failures.answer(
                    object,
                    () -> s3.uploadObject(UploadObjectArgs.builder()
                            .bucket(object.bucket())
                            .object(object.key())
                            .filename(file.toString())
                            .contentType(contentType)
                            .headers(IMMUTABLE)
                            .build()));
        }
    }

    /** Writes a small JSON object over what is there. */
    public void write(ObjectKey object, byte[] json) {
        S3Failures.answer(
                object,
                () -> s3.putObject(PutObjectArgs.builder()
                        .bucket(object.bucket())
                        .object(object.key())
                        .data(json, json.length)
                        .contentType("application/json")
                        .build()));
    }

    /** Writes a small JSON object that never changes. */
    public void writeForEver(ObjectKey object, byte[] json) {
        S3Failures.answer(
                object,
                () -> s3.putObject(PutObjectArgs.builder()
                        .bucket(object.bucket())
                        .object(object.key())
                        .data(json, json.length)
                        .contentType("application/json")
                        .headers(IMMUTABLE)
                        .build()));
    }

    /** All objects under a prefix but folders' markers, at most so many; once there are, no more are asked for. */
    public List<ListedObject> list(ObjectKey prefix, int atMost) {
        Iterable<Result<Item>> answer = s3.listObjects(ListObjectsArgs.builder()
                .bucket(prefix.bucket())
                .prefix(prefix.key())
                .recursive(true)
                .build());
        return ofOne(
                prefix,
                () -> S3Failures.answer(prefix, () -> {
                    List<ListedObject> objects = new ArrayList<>();
                    for (Iterator<Result<Item>> found = answer.iterator();
                            objects.size() < atMost && found.hasNext(); ) {
                        Item item = found.next().get();
                        if (!item.objectName().endsWith("/")) {
                            objects.add(new ListedObject(item.objectName(), item.size(), item.etag()));
                        }
                    }
                    return objects;
                }));
    }

    /**
     * A refusal is about one object only if S3 answers us about another one in that bucket; else our credentials are
     * broken, which is waited for.
     */
    private <T> T ofOne(ObjectKey object, Supplier<T> request) {
        try {
            return request.get();
        } catch (StoreForbiddenException e) {
            if (head(new ObjectKey(object.bucket(), PROBE)).isPresent()) {
                LOG.debugf("somebody has put an object at %s", PROBE);
            }
            // Without e: whoever retries looks at causes too, and would take it for an absent S3.
            throw new ObjectForbiddenException(object, e.getCause());
        }
    }

    private Optional<StatObjectResponse> head(ObjectKey object) {
        return S3Failures.found(
                object,
                () -> s3.statObject(StatObjectArgs.builder()
                        .bucket(object.bucket())
                        .object(object.key())
                        .build()));
    }

    private static Artifact copy(ObjectKey object, GetObjectResponse answer, Path file, long atMost) {
        MessageDigest digest = Sha256.newDigest();
        byte[] buffer = new byte[BUFFER];
        long size = 0;
        try (answer;
                OutputStream out = Files.newOutputStream(file)) {
            for (int got = read(object, answer, buffer); got >= 0; got = read(object, answer, buffer)) {
                size += got;
                if (size > atMost) {
                    throw new ObjectTooLargeException(object.key());
                }
                digest.update(buffer, 0, got);
                out.write(buffer, 0, got);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Artifact(Sha256.of(digest), size);
    }

    /** The network's failures, unlike the disk's, are waited out. */
    private static int read(ObjectKey object, GetObjectResponse answer, byte[] buffer) {
        try {
            return answer.read(buffer);
        } catch (IOException e) {
            throw new StoreAwayException("S3 broke off in " + object + ": " + e.getMessage(), e);
        }
    }
}
