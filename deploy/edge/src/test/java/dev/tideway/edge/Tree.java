package dev.tideway.edge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Web trees of any size, whose media cannot be compressed, as real media cannot. */
final class Tree {
    private static final int PIECE = 1 << 20;
    private static final Random RANDOM = new Random(42);

    private Tree() {}

    /** A new tree each time. */
    static Path ofBytes(Path parent, long size) {
        try {
            Files.createDirectories(parent);
            var folder = Files.createTempDirectory(parent, "tree-");
            Files.writeString(folder.resolve("index.html"), "<!doctype html><title>An app</title>");
            try (var media = Files.newOutputStream(folder.resolve("media.bin"))) {
                for (long left = size; left > 0; left -= PIECE) {
                    var piece = new byte[(int) Math.min(left, PIECE)];
                    RANDOM.nextBytes(piece);
                    media.write(piece);
                }
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
