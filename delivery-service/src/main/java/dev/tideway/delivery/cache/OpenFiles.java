package dev.tideway.delivery.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the files that are asked for most often open: to look for one, open and close it is a fifth of what an answer
 * with 64 KiB of it costs.
 */
final class OpenFiles {
    private final Cache<Path, OpenFile> files;

    /** @param most files that stay open while nobody is being sent them */
    OpenFiles(int most) {
        files = Caffeine.newBuilder()
                .maximumSize(most)
                // A file is closed as soon as it is known which: another thread would not do it cheaper.
                .executor(Runnable::run)
                .removalListener((@Nullable Path path, @Nullable OpenFile file, RemovalCause cause) -> removed(file))
                .build();
    }

    private static void removed(@Nullable OpenFile file) {
        if (file != null) {
            file.release();
        }
    }

    /** Held for the caller. */
    OpenFile open(Path path) throws IOException {
        var known = files.getIfPresent(path);
        if (known != null && known.acquire()) {
            return known;
        }
        var opened = new OpenFile(FileChannel.open(path));
        opened.acquire();
        files.put(path, opened);
        return opened;
    }

    /** For a file that goes: it takes room on the disk as long as it is open. */
    void forget(Path path) {
        files.invalidate(path);
    }
}
