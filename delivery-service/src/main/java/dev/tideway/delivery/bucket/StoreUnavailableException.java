package dev.tideway.delivery.bucket;

import org.jspecify.annotations.Nullable;

/** S3 does not answer, answers with an error of its own, or is left alone for a moment: try again later. */
public final class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
