package dev.tideway.catalog.build;

import dev.tideway.catalog.artifact.S3Lookup;
import dev.tideway.catalog.problem.ProblemType;
import dev.tideway.catalog.problem.RefusedException;
import dev.tideway.s3.S3Client;
import dev.tideway.s3.S3Config;
import io.minio.AbortMultipartUploadArgs;
import io.minio.CompleteMultipartUploadArgs;
import io.minio.CreateMultipartUploadArgs;
import io.minio.GetPresignedObjectUrlArgs;
import io.minio.Http;
import io.minio.ListPartsArgs;
import io.minio.MinioAsyncClient;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.minio.messages.Part;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Where builds are uploaded to: gives out addresses that take one plain PUT, and looks what has arrived. */
@ApplicationScoped
class UploadStore {
    private static final Logger LOG = Logger.getLogger(UploadStore.class);

    private static final String NO_UPLOAD = "NoSuchUpload";

    private final MinioAsyncClient s3;
    private final MinioAsyncClient signer;
    private final String bucket;
    private final UploadConfig config;

    UploadStore(MinioAsyncClient s3, S3Config server, UploadConfig config) {
        this.s3 = s3;
        this.bucket = server.privateBucket();
        this.config = config;
        // The address is part of what is signed, so it has to be the one that build systems use.
        this.signer = S3Client.signer(server);
    }

    /** Signs on this machine; nothing is asked of the server. */
    String uploadUrl(String key) {
        return signed(GetPresignedObjectUrlArgs.builder(), key);
    }

    private String signed(GetPresignedObjectUrlArgs.Builder request, String key) {
        try {
            return signer.getPresignedObjectUrl(request.method(Http.Method.PUT)
                    .bucket(bucket)
                    .object(key)
                    .expiry(Math.toIntExact(config.expiry().toSeconds()), TimeUnit.SECONDS)
                    .build());
        } catch (MinioException e) {
            throw new IllegalStateException("cannot sign an upload address", e);
        }
    }

    /** Begins an upload in parts, and returns its id. Refuses where the server is away. */
    Uni<String> beginParts(String key) {
        var what =
                CreateMultipartUploadArgs.builder().bucket(bucket).object(key).build();
        return bounded(Uni.createFrom()
                .completionStage(() -> s3.createMultipartUpload(what))
                .map(begun -> begun.result().uploadId()));
    }

    /** Takes one PUT with one part, numbered from 1; signs on this machine. */
    String partUrl(String key, String uploadId, int number) {
        return signed(
                GetPresignedObjectUrlArgs.builder()
                        .extraQueryParams(Map.of("partNumber", Integer.toString(number), "uploadId", uploadId)),
                key);
    }

    /**
     * Makes one object of the parts, if together they have the size; may be repeated.
     *
     * @return how many bytes were uploaded, whether or not an object was made of them
     */
    Uni<OptionalLong> joinParts(String key, String uploadId, long size) {
        var what = ListPartsArgs.builder()
                .bucket(bucket)
                .object(key)
                .uploadId(uploadId)
                .maxParts(UploadParts.MOST)
                .build();
        return bounded(Uni.createFrom()
                        .completionStage(() -> s3.listParts(what))
                        .map(listed -> Optional.of(listed.result().parts()))
                        .onFailure(UploadStore::isUnknownUpload)
                        .recoverWithItem(Optional.empty()))
                .chain(parts -> parts.isPresent() ? join(key, uploadId, parts.get(), size) : size(key));
    }

    private Uni<OptionalLong> join(String key, String uploadId, List<Part> parts, long size) {
        long there = parts.stream().mapToLong(Part::partSize).sum();
        if (there != size || parts.isEmpty()) {
            return Uni.createFrom().item(parts.isEmpty() ? OptionalLong.empty() : OptionalLong.of(there));
        }
        var what = CompleteMultipartUploadArgs.builder()
                .bucket(bucket)
                .object(key)
                .uploadId(uploadId)
                .parts(parts.toArray(Part[]::new))
                .build();
        return bounded(Uni.createFrom().completionStage(() -> s3.completeMultipartUpload(what)))
                .replaceWith(OptionalLong.of(there));
    }

    /** What was uploaded of it is given up; where that fails, the bucket's own rule does it later. */
    Uni<Void> abandonParts(String key, String uploadId) {
        var what = AbortMultipartUploadArgs.builder()
                .bucket(bucket)
                .object(key)
                .uploadId(uploadId)
                .build();
        return bounded(Uni.createFrom().completionStage(() -> s3.abortMultipartUpload(what)))
                .replaceWithVoid()
                .onFailure()
                .recoverWithNull();
    }

    /** The size of what lies there in bytes; empty where nothing does. Refuses where the server is away. */
    Uni<OptionalLong> size(String key) {
        return bounded(S3Lookup.find(s3, bucket, key)
                .map(found -> found == null ? OptionalLong.empty() : OptionalLong.of(found.size())));
    }

    private <T> Uni<T> bounded(Uni<T> work) {
        return work.ifNoItem().after(config.patience()).fail().onFailure().transform(UploadStore::away);
    }

    private static boolean isUnknownUpload(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof ErrorResponseException refused
                && NO_UPLOAD.equals(refused.errorResponse().code());
    }

    private static RefusedException away(Throwable failure) {
        LOG.warnf("S3 does not say whether an upload is there: %s", failure);
        return new RefusedException(
                ProblemType.STORAGE_AWAY,
                "It cannot be seen now whether the upload is there. Ask again in some seconds.");
    }
}
