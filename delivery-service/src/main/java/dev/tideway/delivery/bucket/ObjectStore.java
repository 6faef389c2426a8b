package dev.tideway.delivery.bucket;

import dev.tideway.s3.S3Config;
import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.GetObjectResponse;
import io.minio.ListObjectsArgs;
import io.minio.MinioAsyncClient;
import io.minio.ObjectConditionalReadArgs;
import io.minio.StatObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.smallrye.faulttolerance.api.Guard;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The only way to S3. Every call blocks, so none is made on the event loop; every call ends within the timeouts.
 *
 * @see S3Failures for what a call throws
 */
@Singleton
public class ObjectStore {
    private static final int BREAKER_WINDOW = 20;

    private final MinioAsyncClient client;
    private final S3Config config;
    private final Guard guard;

    ObjectStore(MinioAsyncClient client, S3Config config, S3RetryConfig retries) {
        this.client = client;
        this.config = config;
        this.guard = guard(retries);
    }

    private static Guard guard(S3RetryConfig config) {
        long delay = config.retryDelay().toMillis();
        return Guard.create()
                .withDescription("s3")
                .withRetry()
                .maxRetries(config.retries())
                .delay(delay, ChronoUnit.MILLIS)
                .jitter(delay / 2, ChronoUnit.MILLIS)
                .whenException(S3Failures::isWorthAnotherAttempt)
                .done()
                .withCircuitBreaker()
                .requestVolumeThreshold(BREAKER_WINDOW)
                .failureRatio(0.5)
                .delay(config.breakerDelay().toMillis(), ChronoUnit.MILLIS)
                .when(S3Failures::isWorthAnotherAttempt)
                .done()
                .build();
    }

    /** The whole object; only its head has been read yet. */
    public ObjectStream open(Bucket bucket, String key) throws ObjectMissingException {
        return open(key, place(GetObjectArgs.builder(), bucket, key).build());
    }

    /** As {@link #open}, or empty if the object still has that S3 ETag. */
    public Optional<ObjectStream> openIfChanged(Bucket bucket, String key, String etag) throws ObjectMissingException {
        try {
            return Optional.of(open(
                    key,
                    place(GetObjectArgs.builder(), bucket, key)
                            .notMatchETag(etag)
                            .build()));
        } catch (S3Failures.UnchangedException e) {
            return Optional.empty();
        }
    }

    /**
     * Some bytes of an object that must still be the one with that ETag.
     *
     * @throws StoreUnavailableException also if there are fewer bytes than asked for
     */
    public byte[] read(Bucket bucket, String key, ObjectHead head, long offset, int length)
            throws ObjectMissingException {
        var args = place(GetObjectArgs.builder(), bucket, key)
                .offset(offset)
                .length((long) length)
                .matchETag(head.etag().isEmpty() ? null : head.etag())
                .build();
        return call(key, byte[].class, () -> {
            try (GetObjectResponse response = await(client.getObject(args))) {
                byte[] bytes = response.readNBytes(length);
                if (bytes.length != length) {
                    throw new IOException("S3 sent " + bytes.length + " bytes in place of " + length);
                }
                return bytes;
            }
        });
    }

    public ObjectHead head(Bucket bucket, String key) throws ObjectMissingException {
        var args = place(StatObjectArgs.builder(), bucket, key).build();
        return call(key, ObjectHead.class, () -> {
            try {
                return S3Failures.head(await(client.statObject(args)).headers());
            } catch (ErrorResponseException e) {
                requireBucket(bucket, e);
                throw e;
            }
        });
    }

    /** The answer to {@code HEAD} has no body that would tell a missing bucket from a missing object. */
    private void requireBucket(Bucket bucket, ErrorResponseException answer) throws Exception {
        var args = BucketExistsArgs.builder()
                .bucket(name(bucket))
                .region(config.region())
                .build();
        if (S3Failures.isNotFound(answer) && !await(client.bucketExists(args))) {
            throw new StoreUnavailableException("S3 has no bucket " + name(bucket), answer);
        }
    }

    /** The keys under a prefix in their order, but not more than so many, 1000 at most: one request. */
    public List<String> keys(Bucket bucket, String prefix, int atMost) {
        var args = ListObjectsArgs.builder()
                .bucket(name(bucket))
                .region(config.region())
                .prefix(prefix)
                .recursive(true)
                .maxKeys(atMost)
                .build();
        try {
            return call(prefix, Keys.class, () -> {
                        var keys = new ArrayList<String>();
                        var results = client.listObjects(args).iterator();
                        while (keys.size() < atMost && results.hasNext()) {
                            keys.add(results.next().get().objectName());
                        }
                        return new Keys(keys);
                    })
                    .keys();
        } catch (ObjectMissingException e) {
            throw new StoreUnavailableException("S3 has no bucket " + name(bucket), e);
        }
    }

    private record Keys(List<String> keys) {}

    private ObjectStream open(String key, GetObjectArgs args) throws ObjectMissingException {
        return call(key, ObjectStream.class, () -> {
            var response = await(client.getObject(args));
            return new ObjectStream(S3Failures.head(response.headers()), response);
        });
    }

    private <B extends ObjectConditionalReadArgs.Builder<B, A>, A extends ObjectConditionalReadArgs> B place(
            B builder, Bucket bucket, String key) {
        return builder.bucket(name(bucket)).region(config.region()).object(key);
    }

    private String name(Bucket bucket) {
        return bucket == Bucket.PRIVATE ? config.privateBucket() : config.publicBucket();
    }

    private <T> T call(String key, Class<T> type, Callable<T> request) throws ObjectMissingException {
        try {
            return guard.call(() -> S3Failures.translating(key, request), type);
        } catch (ObjectMissingException e) {
            throw e;
        } catch (Exception e) {
            throw S3Failures.unavailable(key, e);
        }
    }

    /** OkHttp's timeouts do not count the time that a request waits for its turn. */
    private <T> T await(CompletableFuture<T> future) throws Exception {
        Duration longest = config.connectTimeout().plus(config.readTimeout()).multipliedBy(2);
        try {
            return future.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } catch (TimeoutException e) {
            future.whenComplete((late, failure) -> closeQuietly(late));
            throw new IOException("S3 did not answer within " + longest, e);
        }
    }

    private static void closeQuietly(Object late) {
        if (late instanceof GetObjectResponse response) {
            try {
                response.close();
            } catch (IOException e) {
                // It is not wanted any more.
            }
        }
    }
}
