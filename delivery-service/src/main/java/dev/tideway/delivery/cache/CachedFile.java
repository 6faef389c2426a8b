package dev.tideway.delivery.cache;

import dev.tideway.protocol.artifact.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An artifact on disk. The cache holds it, and so does everybody who sends it; the file goes when the last one lets go,
 * so that no file vanishes under a device.
 */
public final class CachedFile implements Located {
    private final Path path;
    private final OpenFiles openFiles;
    private final long size;
    private final Sha256 digest;
    private final Instant lastModified;
    private final AtomicInteger holders = new AtomicInteger(1);
    private volatile boolean verified;

    CachedFile(Path path, OpenFiles openFiles, Sha256 digest) throws IOException {
        this.path = path;
        this.openFiles = openFiles;
        this.size = Files.size(path);
        this.digest = digest;
        this.lastModified = Files.getLastModifiedTime(path).toInstant();
    }

    public Path path() {
        return path;
    }

    /** To be released by the caller, beside this. Fails if the file was taken away. */
    public OpenFile open() throws IOException {
        return openFiles.open(path);
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Optional<Sha256> digest() {
        return Optional.of(digest);
    }

    Sha256 expectedDigest() {
        return digest;
    }

    @Override
    public String etag() {
        return digest.hex();
    }

    @Override
    public Instant lastModified() {
        return lastModified;
    }

    /** Whether the digest has been checked since this process started. */
    boolean isVerified() {
        return verified;
    }

    void markVerified() {
        verified = true;
    }

    /** False if the file is gone or about to go. */
    boolean acquire() {
        return holders.getAndUpdate(held -> held == 0 ? 0 : held + 1) != 0;
    }

    @Override
    public void release() {
        if (holders.decrementAndGet() == 0) {
            openFiles.forget(path);
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                // It is found and counted again at the next start.
            }
        }
    }
}
