package dev.tideway.packager.bucket;

/** S3 is there and does not do what was asked for this one object. */
public final class StoreRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
