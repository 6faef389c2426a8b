package dev.tideway.catalog.artifact;

import io.minio.errors.ErrorResponseException;
import java.util.concurrent.CompletionException;

/** What an answer of S3 means that is none of the expected ones. */
public final class S3Failures {
    private static final int NOT_FOUND = 404;

    private S3Failures() {}

    /** Whether S3 says that there is no such object. */
    public static boolean isMissing(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof ErrorResponseException refused
                && refused.response().code() == NOT_FOUND;
    }
}
