package dev.tideway.packager.bucket;

/** S3 forbids a request: broken credentials, which everything waits for, unless it forbids this one object alone. */
final class StoreForbiddenException extends StoreAwayException {
    private static final long serialVersionUID = 1L;

    StoreForbiddenException(String message, Throwable cause) {
        super(message, cause);
    }
}
