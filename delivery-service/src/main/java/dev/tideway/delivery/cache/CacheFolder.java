package dev.tideway.delivery.cache;

import dev.tideway.protocol.artifact.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The layout on disk. {@code artifacts/<sha256 of the content>-<random>-<key with + for />} says by its name alone what
 * a file is and what it must contain, so that nothing else needs to survive a restart; {@code incoming/} does not.
 */
final class CacheFolder {
    private static final Logger LOG = Logger.getLogger(CacheFolder.class);
    private static final int HEX = 64;
    private static final int RANDOM = 8;

    private final Path artifacts;
    private final Path incoming;
    private final OpenFiles openFiles;

    /** @param openFiles that stay open while nobody is being sent them */
    CacheFolder(Path folder, int openFiles) {
        this.artifacts = folder.resolve("artifacts");
        this.incoming = folder.resolve("incoming");
        this.openFiles = new OpenFiles(openFiles);
    }

    /** A file that an earlier process left; its content has yet to be checked. */
    record Found(ArtifactName name, CachedFile file) {}

    /** Makes the folders, and removes what no earlier process has finished. */
    List<Found> open() throws IOException {
        Files.createDirectories(artifacts);
        Files.createDirectories(incoming);
        delete(list(incoming));
        var found = new ArrayList<Found>();
        for (Path path : list(artifacts)) {
            found(path).ifPresentOrElse(found::add, () -> delete(List.of(path)));
        }
        return found;
    }

    /** @throws DiskTroubleException if the disk has no room for it */
    Path incoming(long size) {
        try {
            long free = Files.getFileStore(incoming).getUsableSpace();
            if (free < size) {
                throw new IOException("the disk has " + free + " bytes left of " + size + " that are needed");
            }
            return incoming.resolve(UUID.randomUUID().toString());
        } catch (IOException e) {
            throw new DiskTroubleException(e.toString(), e);
        }
    }

    /** Moves a checked file to its place. */
    CachedFile keep(ArtifactName name, Path checked, Sha256 digest, Instant lastModified) {
        try {
            Files.setLastModifiedTime(checked, FileTime.from(lastModified));
            String random = UUID.randomUUID().toString().substring(0, RANDOM);
            Path place =
                    artifacts.resolve(digest + "-" + random + "-" + name.key().replace('/', '+'));
            Files.move(checked, place, StandardCopyOption.ATOMIC_MOVE);
            var file = new CachedFile(place, openFiles, digest);
            file.markVerified();
            return file;
        } catch (IOException e) {
            throw new DiskTroubleException(e.toString(), e);
        }
    }

    private Optional<Found> found(Path path) {
        String file = path.getFileName().toString();
        if (file.length() < HEX + RANDOM + 2 || !Sha256.isHex(file.substring(0, HEX))) {
            return Optional.empty();
        }
        var digest = new Sha256(file.substring(0, HEX));
        return ArtifactName.parse(file.substring(HEX + RANDOM + 2).replace('+', '/'))
                .filter(name -> name.digest().map(digest::equals).orElse(true))
                .map(name -> new Found(name, unverified(path, digest)));
    }

    private CachedFile unverified(Path path, Sha256 digest) {
        try {
            return new CachedFile(path, openFiles, digest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.toList();
        }
    }

    private static void delete(List<Path> paths) {
        for (Path path : paths) {
            try {
                Files.delete(path);
            } catch (IOException e) {
                LOG.warnf("cannot remove %s: %s", path, e);
            }
        }
    }
}
