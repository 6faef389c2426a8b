package dev.tideway.delivery.bucket;

/** S3 has answered, and has no such object. */
public final class ObjectMissingException extends Exception {
    private static final long serialVersionUID = 1L;

    public ObjectMissingException(String key) {
        super("there is no object " + key, null, false, false);
    }
}
