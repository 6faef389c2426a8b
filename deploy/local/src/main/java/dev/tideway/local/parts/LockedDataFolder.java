package dev.tideway.local.parts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The folder that holds all data, logs and keys of one local stack, and the lock that keeps a second stack out. */
public final class LockedDataFolder implements AutoCloseable {
    private static final String PREVIOUS = ".previous.log";

    private final Path path;
    private final FileChannel lock;

    private LockedDataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Takes the folder for this process, and makes it where it is missing.
     *
     * @throws StackException where another process runs on it
     */
    public static LockedDataFolder lock(Path folder) {
        var path = folder.toAbsolutePath().normalize();
        var lockFile = path.resolve("lock");
        try {
            Files.createDirectories(path.resolve("logs"));
            var channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!tryLock(channel)) {
                channel.close();
                throw inUse(path, Files.readString(lockFile).strip());
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(UTF_8)));
            return new LockedDataFolder(path, channel);
        } catch (IOException e) {
            throw new StackException("Cannot write to the data folder " + path + ": " + e.getMessage(), e);
        }
    }

    public Path path() {
        return path;
    }

    public Path log(String name) {
        return path.resolve("logs").resolve(name + ".log");
    }

    /** Sets the logs of the last run aside as {@code <name>.previous.log}, so that a log tells of one run. */
    public void startNewLogs() {
        try (var logs = Files.list(path.resolve("logs"))) {
            for (var log :
                    logs.filter(file -> !file.toString().endsWith(PREVIOUS)).toList()) {
                var name = log.getFileName().toString().replaceFirst("\\.log$", PREVIOUS);
                Files.move(log, log.resolveSibling(name), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new StackException("Cannot write to " + path.resolve("logs") + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static StackException inUse(Path path, String pid) {
        return new StackException("A stack already runs on " + path + " (process " + pid
                + "): stop it first, or choose another folder with --data.");
    }
}
