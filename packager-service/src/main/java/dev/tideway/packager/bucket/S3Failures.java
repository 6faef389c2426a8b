package dev.tideway.packager.bucket;

import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.minio.errors.ServerException;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** Translates what the S3 client throws into what callers tell apart: missing, changed, refused, away. */
final class S3Failures {
    /** Answers that say nothing about the object: too many requests, a bucket that is not made yet or is elsewhere. */
    private static final Set<Integer> NOT_ABOUT_THE_OBJECT = Set.of(301, 307, 401, 408, 425, 429);

    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 412;

    private S3Failures() {}

    /** A request to S3. */
    interface Request<T> {
        T send() throws MinioException, IOException;
    }

    static <T> T answer(ObjectKey object, Request<T> request) {
        return found(object, request)
                .orElseThrow(() -> new StoreRefusedException("S3 has no " + object, new IOException("not found")));
    }

    /** @return nothing if there is no such object */
    static <T> Optional<T> found(ObjectKey object, Request<T> request) {
        try {
            return Optional.of(request.send());
        } catch (ErrorResponseException e) {
            if (e.response().code() == NOT_FOUND && !e.errorResponse().code().equals("NoSuchBucket")) {
                return Optional.empty();
            }
            throw failure(object, e);
        } catch (ServerException e) {
            throw new StoreAwayException("S3 answers " + e.statusCode() + " for " + object, e);
        } catch (MinioException | IOException e) {
            throw away(object, e);
        } catch (IllegalStateException e) {
            // So does the client wrap what the network did to it.
            throw e.getCause() instanceof IOException ? away(object, e) : e;
        }
    }

    private static StoreAwayException away(ObjectKey object, Exception cause) {
        return new StoreAwayException("S3 does not answer for " + object + ": " + cause.getMessage(), cause);
    }

    private static RuntimeException failure(ObjectKey object, ErrorResponseException e) {
        int status = e.response().code();
        String words = "S3 answers " + status + " " + e.errorResponse().code() + " for " + object;
        if (status == PRECONDITION_FAILED) {
            return new ObjectChangedException(object.key());
        }
        if (status == FORBIDDEN) {
            return new StoreForbiddenException(words, e);
        }
        return status >= 500 || status == NOT_FOUND || NOT_ABOUT_THE_OBJECT.contains(status)
                ? new StoreAwayException(words, e)
                : new StoreRefusedException(words, e);
    }
}
