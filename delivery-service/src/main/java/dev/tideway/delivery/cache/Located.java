package dev.tideway.delivery.cache;

import dev.tideway.protocol.artifact.Sha256;
import java.time.Instant;
import java.util.Optional;

/** Where the bytes of an artifact are to be had now. Whoever gets one calls {@link #release} when all is sent. */
public sealed interface Located permits CachedFile, RemoteObject {
    /** Bytes. */
    long size();

    /** Of the content; absent only while a file without a digest in its name cannot be put on disk. */
    Optional<Sha256> digest();

    /** What a strong {@code ETag} is made of. */
    String etag();

    Instant lastModified();

    void release();
}
