package dev.tideway.packager.bucket;

/** Where an object lies. */
public record ObjectKey(String bucket, String key) {
    @Override
    public String toString() {
        return bucket + "/" + key;
    }
}
