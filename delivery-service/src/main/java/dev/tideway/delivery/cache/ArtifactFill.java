package dev.tideway.delivery.cache;

import dev.tideway.delivery.bucket.Bucket;
import dev.tideway.delivery.bucket.ObjectHead;
import dev.tideway.delivery.bucket.ObjectMissingException;
import dev.tideway.delivery.bucket.ObjectStore;
import dev.tideway.delivery.bucket.ObjectStream;
import dev.tideway.delivery.bucket.StoreUnavailableException;
import dev.tideway.protocol.artifact.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.function.Consumer;

/** Copies one artifact from S3 to disk while its digest is taken; nothing that fails the check is kept. */
final class ArtifactFill {
    /**
     * What is written at once becomes few large pieces of the page cache, and {@code sendfile} looks each piece up: from a
     * file that was written in the 8 KiB in which S3's bytes come, it took a quarter more CPU.
     */
    private static final int BUFFER = 1 << 20;

    private static final int ATTEMPTS = 2;

    private final ObjectStore store;
    private final CacheFolder folder;

    ArtifactFill(ObjectStore store, CacheFolder folder) {
        this.store = store;
        this.folder = folder;
    }

    /**
     * @param onHead told as soon as S3 has answered, before the bytes are there
     * @param largest bytes; what is larger is not put on disk
     */
    CachedFile fetch(ArtifactName name, long largest, Consumer<ObjectHead> onHead) throws ObjectMissingException {
        for (int attempt = 1; ; attempt++) {
            try (ObjectStream object = store.open(Bucket.PUBLIC, name.key())) {
                onHead.accept(object.head());
                if (object.head().size() > largest) {
                    throw new DiskTroubleException(name.key() + " is larger than the cache", null);
                }
                return copy(name, object);
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw new StoreUnavailableException("S3 broke off at " + name.key() + ": " + e.getMessage(), e);
                }
            }
        }
    }

    private CachedFile copy(ArtifactName name, ObjectStream object) throws IOException {
        Path path = folder.incoming(object.head().size());
        try {
            var digest = write(object, path);
            var expected = name.digest().or(() -> RemoteObject.notedDigest(object.head()));
            if (!expected.map(digest::equals).orElse(true)) {
                throw new BrokenObjectException(name.key(), digest);
            }
            return folder.keep(name, path, digest, object.head().lastModified());
        } finally {
            remove(path);
        }
    }

    private static void remove(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // It goes at the next start; what matters is why it was not finished.
        }
    }

    /** What S3 does is an {@link IOException}, what the disk does a {@link DiskTroubleException}. */
    private static Sha256 write(ObjectStream object, Path path) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        byte[] buffer = new byte[BUFFER];
        long written = 0;
        try (OutputStream file = create(path)) {
            for (int n = object.content().readNBytes(buffer, 0, BUFFER);
                    n > 0;
                    n = object.content().readNBytes(buffer, 0, BUFFER)) {
                digest.update(buffer, 0, n);
                write(file, buffer, n);
                written += n;
            }
        }
        if (written != object.head().size()) {
            throw new IOException(
                    "S3 sent " + written + " bytes in place of " + object.head().size());
        }
        return Sha256.of(digest);
    }

    private static OutputStream create(Path path) {
        try {
            return Files.newOutputStream(path);
        } catch (IOException e) {
            throw new DiskTroubleException(e.toString(), e);
        }
    }

    private static void write(OutputStream file, byte[] buffer, int length) {
        try {
            file.write(buffer, 0, length);
        } catch (IOException e) {
            throw new DiskTroubleException(e.toString(), e);
        }
    }

    /** Whether a file that an earlier process left still has the content that its name promises. */
    static boolean isWhole(CachedFile file) {
        MessageDigest digest = Sha256.newDigest();
        byte[] buffer = new byte[BUFFER];
        try (InputStream content = Files.newInputStream(file.path())) {
            for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            return Sha256.of(digest).equals(file.expectedDigest());
        } catch (IOException e) {
            return false;
        }
    }
}
