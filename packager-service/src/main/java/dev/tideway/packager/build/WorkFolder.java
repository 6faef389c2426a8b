package dev.tideway.packager.build;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Room for the temporary files of builds: a folder of this process that goes when it ends, and that the next process
 * removes if it could not.
 */
@Singleton
public final class WorkFolder {
    private static final Logger LOG = Logger.getLogger(WorkFolder.class);
    private static final String LOCK = "lock";
    private static final String PREFIX = "process-";

    private final Path folder;
    private final FileChannel lock;

    WorkFolder(PackagerConfig config) throws IOException {
        Path parent = config.workFolder()
                .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir", "/tmp"), "tideway-packager"));
        Files.createDirectories(parent);
        // One process at a time starts here, so that none takes another's folder for abandoned before it is locked.
        try (FileChannel starting = newLock(parent);
                FileLock turn = starting.lock()) {
            removeAbandoned(parent);
            folder = Files.createTempDirectory(parent, PREFIX);
            lock = newLock(folder);
            lock.lock();
            LOG.debugf("temporary files in %s (%s)", folder, turn);
        }
    }

    /** A folder for one build, removed when it is closed. */
    public Place open() throws IOException {
        return new Place(Files.createTempDirectory(folder, "build-"));
    }

    @PreDestroy
    void remove() throws IOException {
        lock.close();
        deleteWithLock(folder);
    }

    /** The temporary files of one build. */
    public record Place(Path folder) implements Closeable {
        public Path file(String name) {
            return folder.resolve(name);
        }

        @Override
        public void close() {
            delete(folder);
        }
    }

    /**
     * Whoever lives holds a lock on its own folder, so what is not locked was left by a crash. What has another name, or
     * no lock, is somebody else's: the parent may be a folder that others use too.
     */
    private static void removeAbandoned(Path parent) throws IOException {
        List<Path> folders;
        try (Stream<Path> found = Files.list(parent)) {
            folders = found.filter(WorkFolder::isOfAProcess).toList();
        }
        for (Path each : folders) {
            if (isAbandoned(each)) {
                LOG.infof("removing %s, left behind by a packager that did not end well", each);
                deleteWithLock(each);
            }
        }
    }

    private static boolean isOfAProcess(Path path) {
        return path.getFileName().toString().startsWith(PREFIX)
                && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                && Files.isRegularFile(path.resolve(LOCK), LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isAbandoned(Path folder) {
        try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
                FileLock taken = channel.tryLock()) {
            return taken != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            LOG.warnf("cannot look at %s: %s", folder, e.getMessage());
            return false;
        }
    }

    private static FileChannel newLock(Path folder) throws IOException {
        return FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** The lock goes last, as nobody else removes the rest without it. */
    private static void deleteWithLock(Path folder) {
        try (Stream<Path> builds = Files.list(folder)) {
            builds.filter(Files::isDirectory).forEach(WorkFolder::delete);
        } catch (IOException | UncheckedIOException e) {
            LOG.warnf("cannot look into %s: %s", folder, e.getMessage());
        }
        delete(folder);
    }

    private static void delete(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warnf("cannot remove %s: %s", folder, e.getMessage());
        }
    }
}
