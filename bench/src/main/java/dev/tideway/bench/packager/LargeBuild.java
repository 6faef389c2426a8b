package dev.tideway.bench.packager;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A build of very many files that compress about as well as scripts do. */
final class LargeBuild {
    private static final int FILES_IN_A_FOLDER = 100;
    private static final int WORDS = 4_000;

    private LargeBuild() {}

    static void write(Path archive, int files, int size) {
        var random = new Random(4711);
        byte[][] words = random.ints(WORDS)
                .mapToObj(word -> (Integer.toString(word & 0x7fffffff, 36) + " ").getBytes(StandardCharsets.US_ASCII))
                .toArray(byte[][]::new);
        byte[] content = new byte[size];
        try (var zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(archive), 1 << 20))) {
            zip.setLevel(Deflater.BEST_SPEED);
            for (int file = 0; file < files; file++) {
                fill(content, words, random);
                zip.putNextEntry(new ZipEntry("part-" + file / FILES_IN_A_FOLDER + "/file-" + file + ".js"));
                zip.write(content);
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void fill(byte[] content, byte[][] words, Random random) {
        int at = 0;
        while (at < content.length) {
            byte[] word = words[random.nextInt(words.length)];
            int count = Math.min(word.length, content.length - at);
            System.arraycopy(word, 0, content, at, count);
            at += count;
        }
    }
}
