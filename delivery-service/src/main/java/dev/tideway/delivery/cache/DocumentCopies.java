package dev.tideway.delivery.cache;

import dev.tideway.delivery.bucket.ObjectHead;
import dev.tideway.protocol.artifact.Sha256;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** The last known documents on disk, for a start while S3 is away. Losing them costs nothing else. */
public final class DocumentCopies {
    private static final Logger LOG = Logger.getLogger(DocumentCopies.class);
    private static final int FORMAT = 1;

    private final Path folder;

    public DocumentCopies(Path folder) {
        this.folder = folder;
    }

    boolean has(String key) {
        return Files.exists(place(key));
    }

    Optional<Document> load(String key) {
        try (var in = new DataInputStream(Files.newInputStream(place(key)))) {
            if (in.readInt() != FORMAT) {
                return Optional.empty();
            }
            long size = in.readLong();
            String etag = in.readUTF();
            var lastModified = Instant.ofEpochMilli(in.readLong());
            Map<String, String> metadata = new HashMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                metadata.put(in.readUTF(), in.readUTF());
            }
            byte[] body = new byte[in.readInt()];
            in.readFully(body);
            return Optional.of(new Document(new ObjectHead(size, etag, lastModified, metadata), body));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.warnf("the copy of %s on disk cannot be read and is not used: %s", key, e);
            return Optional.empty();
        }
    }

    void save(String key, Document document) {
        try {
            Files.createDirectories(folder);
            Path written = folder.resolve("." + UUID.randomUUID());
            try (var out = new DataOutputStream(Files.newOutputStream(written))) {
                write(document, out);
            }
            Files.move(written, place(key), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warnf("no copy of %s is kept on disk: %s", key, e);
        }
    }

    private static void write(Document document, DataOutputStream out) throws IOException {
        out.writeInt(FORMAT);
        out.writeLong(document.head().size());
        out.writeUTF(document.head().etag());
        out.writeLong(document.head().lastModified().toEpochMilli());
        out.writeInt(document.head().metadata().size());
        for (var entry : document.head().metadata().entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeUTF(entry.getValue());
        }
        out.writeInt(document.body().length);
        out.write(document.body());
    }

    void remove(String key) {
        try {
            Files.deleteIfExists(place(key));
        } catch (IOException e) {
            LOG.warnf("cannot remove the copy of %s: %s", key, e);
        }
    }

    /** Keys are longer than file names may be, so a file is named by its key's digest. */
    private Path place(String key) {
        return folder.resolve(Sha256.of(key.getBytes(StandardCharsets.UTF_8)).hex());
    }
}
