package dev.tideway.packager.archive;

import dev.tideway.packager.archive.TestPackages.Packed;
import dev.tideway.packager.source.RefusedException;
import dev.tideway.packager.source.TestArchives;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** A tree whose package has the same bytes on every machine. As a program it tells whether the JDK that runs it agrees. */
final class GoldenTree {
    static final String PACKAGE = "09806485960ce1154fb98b99dec2e82fe029b931866332f398a3f5a0672f8f2f";
    static final String BUNDLE = "61a241cb7321e936f024afc5c3e0513dbd59dbb8e7ce7b5a0487c6080a05fa51";

    private GoldenTree() {}

    public static void main(String[] args) throws RefusedException {
        Packed packed = TestPackages.pack(TestArchives.TAR.pack(files(), 3));
        String found =
                packed.artifact().sha256() + " " + packed.bundle().artifact().sha256();
        System.out.println(found);
        System.exit(found.equals(PACKAGE + " " + BUNDLE) ? 0 : 1);
    }

    static Map<String, byte[]> files() {
        Map<String, byte[]> tree = new LinkedHashMap<>();
        tree.put("js/large.js", text(words(1, 3 * Chunk.SIZE)));
        tree.put("index.html", text("<!doctype html><title>Tideway</title>"));
        tree.put("media/noise.bin", noise(2, 2 * Chunk.SIZE + 17));
        tree.put("empty", new byte[0]);
        tree.put("css/" + "long".repeat(40) + ".css", text(words(3, 5000)));
        tree.put("img/ümlaut 😀.svg", text(words(4, 70_000)));
        return tree;
    }

    static String words(long seed, int length) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(length + 10);
        while (text.length() < length) {
            text.append(Integer.toString(random.nextInt(3000), 36)).append(random.nextInt(9) == 0 ? ";\n" : " ");
        }
        return text.toString();
    }

    static byte[] noise(long seed, int length) {
        byte[] noise = new byte[length];
        new Random(seed).nextBytes(noise);
        return noise;
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
