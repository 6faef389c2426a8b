package dev.tideway.packager.bucket;

/** The object is another one than was seen before. */
public final class ObjectChangedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ObjectChangedException(String key) {
        super(key + " was changed");
    }
}
