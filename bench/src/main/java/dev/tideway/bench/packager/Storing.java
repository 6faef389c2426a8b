package dev.tideway.bench.packager;

import dev.tideway.bench.report.Numbers;
import dev.tideway.bench.report.Table;
import dev.tideway.packager.archive.Compressors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** What the packager stores and what it deflates, by kind of file, and what either rule would have saved. */
final class Storing {
    /** Bytes; a kind of which there is less shows nothing. */
    private static final long ENOUGH = 10_000;

    private static final class Kind {
        private int files;
        private int stored;
        private long size;
        private long deflated;
        private long packed;
    }

    private Storing() {}

    static void run(PackagerOptions options) {
        Map<String, Kind> kinds = new TreeMap<>();
        try (var compressors = new Compressors(Archiver.CORES)) {
            WebTree.all().forEach(tree -> count(tree, compressors, kinds, options));
            options.media.forEach(folder ->
                    count(new WebTree(folder.toString(), folder.toAbsolutePath()), compressors, kinds, options));
        }
        Table table = new Table("kind", "files", "MB", "deflate saves", "stored", "this saves");
        kinds.forEach((name, kind) -> {
            if (kind.size >= ENOUGH) {
                table.row(
                        name,
                        Numbers.whole(kind.files),
                        Numbers.tenths(kind.size / 1e6),
                        Numbers.tenths(100.0 * (kind.size - kind.deflated) / kind.size) + " %",
                        Numbers.whole(kind.stored),
                        Numbers.tenths(100.0 * (kind.size - kind.packed) / kind.size) + " %");
            }
        });
        System.out.println("\nWhat is stored and what is deflated:\n" + table);
    }

    private static void count(WebTree tree, Compressors compressors, Map<String, Kind> kinds, PackagerOptions options) {
        Path archive = options.folder().resolve("storing.zip");
        Archiver.TIDEWAY.measure(tree, archive, compressors);
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                Kind kind = kinds.computeIfAbsent(kindOf(entry.getName()), name -> new Kind());
                kind.files++;
                kind.stored += entry.getMethod() == ZipEntry.STORED ? 1 : 0;
                kind.size += entry.getSize();
                kind.packed += entry.getCompressedSize();
                kind.deflated += deflated(zip.getInputStream(entry).readAllBytes());
            }
            Files.delete(archive);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String kindOf(String name) {
        String file = name.substring(name.lastIndexOf('/') + 1);
        return file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static long deflated(byte[] content) {
        var deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            deflater.setInput(content);
            deflater.finish();
            byte[] out = new byte[1 << 16];
            while (!deflater.finished()) {
                deflater.deflate(out);
            }
            return deflater.getBytesWritten();
        } finally {
            deflater.end();
        }
    }
}
