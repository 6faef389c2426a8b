package dev.tideway.delivery.bucket;

import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.minio.errors.ServerException;
import java.io.IOException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** Translates what the S3 client throws into the two things that callers know: missing, and unavailable. */
final class S3Failures {
    private static final String METADATA = "x-amz-meta-";
    private static final String NO_BUCKET = "NoSuchBucket";
    private static final int NOT_MODIFIED = 304;
    private static final int NOT_FOUND = 404;

    private S3Failures() {}

    /** The object is the one that the caller has; no failure at all, so no other attempt. */
    static final class UnchangedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnchangedException() {
            super("unchanged", null, false, false);
        }
    }

    static <T> T translating(String key, Callable<T> request) throws Exception {
        try {
            return request.call();
        } catch (ErrorResponseException e) {
            // Nothing is missing that somebody could upload: the settings are wrong, or the bucket is not made yet.
            throw NO_BUCKET.equals(e.errorResponse().code())
                    ? new StoreUnavailableException("S3 has no bucket for " + key, e)
                    : byStatus(key, e.response().code(), e);
        } catch (ServerException e) {
            throw byStatus(key, e.statusCode(), e);
        } catch (MinioException | IOException e) {
            throw new StoreUnavailableException("S3 failed at " + key + ": " + e.getMessage(), e);
        }
    }

    private static Exception byStatus(String key, int status, Exception cause) {
        return switch (status) {
            case NOT_MODIFIED -> new UnchangedException();
            case NOT_FOUND -> new ObjectMissingException(key);
            default -> new StoreUnavailableException("S3 answered " + status + " at " + key, cause);
        };
    }

    static boolean isNotFound(ErrorResponseException answer) {
        return answer.response().code() == NOT_FOUND;
    }

    static boolean isWorthAnotherAttempt(Throwable failure) {
        return failure instanceof StoreUnavailableException;
    }

    /** What leaves the guard is either the caller's own or says that S3 is to be left alone. */
    static RuntimeException unavailable(String key, Exception failure) {
        return failure instanceof StoreUnavailableException || failure instanceof UnchangedException
                ? (RuntimeException) failure
                : new StoreUnavailableException("S3 is not asked for " + key + ": " + failure.getMessage(), failure);
    }

    static ObjectHead head(Headers headers) {
        Map<String, String> metadata = new HashMap<>();
        for (String name : headers.names()) {
            String lower = name.toLowerCase(Locale.ROOT);
            String value = headers.get(name);
            if (lower.startsWith(METADATA) && value != null) {
                metadata.put(lower.substring(METADATA.length()), value);
            }
        }
        return new ObjectHead(
                size(headers),
                unquoted(headers.get("ETag")),
                lastModified(headers.get("Last-Modified")),
                Map.copyOf(metadata));
    }

    private static long size(Headers headers) {
        String length = headers.get("Content-Length");
        if (length == null) {
            throw new StoreUnavailableException("S3 did not say how long an object is", null);
        }
        return Long.parseLong(length);
    }

    private static Instant lastModified(@Nullable String date) {
        return date == null
                ? Instant.EPOCH
                : ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
    }

    static String unquoted(@Nullable String etag) {
        return etag == null ? "" : etag.replace("\"", "");
    }
}
