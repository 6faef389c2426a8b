package dev.tideway.delivery.cache;

import dev.tideway.protocol.artifact.Sha256;

/** The bytes in S3 are not those that their name promises: never hand them out. */
public final class BrokenObjectException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BrokenObjectException(String key, Sha256 found) {
        super("the content of " + key + " has the digest " + found);
    }
}
