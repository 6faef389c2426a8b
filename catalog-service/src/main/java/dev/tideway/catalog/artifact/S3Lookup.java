package dev.tideway.catalog.artifact;

import io.minio.BucketExistsArgs;
import io.minio.MinioAsyncClient;
import io.minio.StatObjectArgs;
import io.minio.StatObjectResponse;
import io.minio.errors.ErrorResponseException;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether an object is there, and never takes a bucket that is not there, which is a broken installation, for one
 * without the object.
 */
public final class S3Lookup {
    private static final int NOT_FOUND = 404;

    private S3Lookup() {}

    /**
     * What S3 tells of an object; absent where there is none. Fails where S3 does not say, and where there is no such
     * bucket: the answer to {@code HEAD} has no body that would tell one from the other (RFC 9110, section 9.3.2), so of
     * what is missing a second question is asked.
     */
    public static Uni<@Nullable StatObjectResponse> find(MinioAsyncClient s3, String bucket, String key) {
        var object = StatObjectArgs.builder().bucket(bucket).object(key).build();
        return Uni.createFrom()
                .completionStage(() -> s3.statObject(object))
                .onFailure(S3Lookup::isNotFound)
                .recoverWithUni(() ->
                        requireBucket(s3, bucket).chain(() -> Uni.createFrom().nullItem()));
    }

    /** Fails where there is no such bucket, of which some servers say that every object of it is deleted. */
    static Uni<Void> requireBucket(MinioAsyncClient s3, String bucket) {
        var place = BucketExistsArgs.builder().bucket(bucket).build();
        return Uni.createFrom()
                .completionStage(() -> s3.bucketExists(place))
                .invoke(isThere -> {
                    if (!isThere) {
                        throw new IllegalStateException("S3 has no bucket " + bucket);
                    }
                })
                .replaceWithVoid();
    }

    private static boolean isNotFound(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof ErrorResponseException refused
                && refused.response().code() == NOT_FOUND;
    }
}
