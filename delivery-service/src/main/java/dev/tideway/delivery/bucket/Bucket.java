package dev.tideway.delivery.bucket;

/** The two buckets. */
public enum Bucket {
    /** Catalogues. */
    PRIVATE,
    /** Everything that devices may have. */
    PUBLIC
}
