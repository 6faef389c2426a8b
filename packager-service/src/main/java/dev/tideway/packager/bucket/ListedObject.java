package dev.tideway.packager.bucket;

/**
 * An object as a listing shows it.
 *
 * @param size bytes
 * @param etag of exactly these bytes
 */
public record ListedObject(String key, long size, String etag) {}
