package dev.tideway.catalog.artifact;

/** S3 does not say whether bytes are there: the same question may be answered in a while. */
public final class StorageAwayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StorageAwayException(Throwable cause) {
        super("S3 does not say whether a package is there: " + cause, cause);
    }
}
