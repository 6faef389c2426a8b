package dev.tideway.delivery.cache;

import org.jspecify.annotations.Nullable;

/** The local disk is full, too small for this artifact, or fails: pass the bytes through from S3. */
final class DiskTroubleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DiskTroubleException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
