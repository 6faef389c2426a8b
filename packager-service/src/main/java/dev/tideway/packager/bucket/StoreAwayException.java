package dev.tideway.packager.bucket;

/** S3 does not answer, or not to us: nobody's build is at fault, so it is waited for. */
public class StoreAwayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreAwayException(String message, Throwable cause) {
        super(message, cause);
    }
}
