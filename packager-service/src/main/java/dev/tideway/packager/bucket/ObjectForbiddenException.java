package dev.tideway.packager.bucket;

import org.jspecify.annotations.Nullable;

/** S3 forbids to read one object or prefix, though it gives what lies beside it. */
public final class ObjectForbiddenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ObjectForbiddenException(ObjectKey object, @Nullable Throwable cause) {
        super(
                "S3 forbids to read " + object + ", though it answers the packager otherwise: let the packager's"
                        + " credentials read it, then replay the build",
                cause);
    }
}
