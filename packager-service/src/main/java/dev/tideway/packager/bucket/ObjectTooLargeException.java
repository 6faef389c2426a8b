package dev.tideway.packager.bucket;

/** The object has more bytes than were wanted at most. */
public final class ObjectTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ObjectTooLargeException(String key) {
        super(key + " is too large");
    }
}
