package dev.tideway.packager.source;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tideway.packager.archive.TestPackages;
import dev.tideway.protocol.artifact.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever bytes a build system sends: they are refused with a reason, or they are a package whose files are those that
 * other programs see in them. Seeded with the whole hostile corpus and honest archives of every format; in an ordinary
 * run those are all that is tried.
 */
class ArchiveFuzz {
    /** Small, so that an input that costs much more than it has bytes stands out as an input that takes long. */
    private static final SourceLimits LIMITS =
            new SourceLimits(1 << 16, 1 << 20, 200, 1 << 19, 100, 10_000, 8, 1000, 1000, Duration.ofMinutes(5), 10);

    static Stream<byte[]> seeds() {
        Map<String, byte[]> tree = new TreeMap<>();
        tree.put("index.html", "<title>Tideway</title>".repeat(9).getBytes(StandardCharsets.UTF_8));
        tree.put("js/ä.js", "let a = 1;".getBytes(StandardCharsets.UTF_8));
        tree.put("img/" + "deep".repeat(20) + ".svg", new byte[600]);
        return Stream.concat(
                        Stream.of(TestArchives.values()).map(tool -> tool.pack(tree, 1)),
                        Hostile.all().map(Hostile::archive))
                .filter(archive -> archive.length <= LIMITS.archiveBytes());
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "20s")
    void isRefusedWithAReasonOrPackedTheSameTwice(byte[] archive) {
        if (archive == null) {
            return;
        }
        try {
            TestPackages.Packed packed = TestPackages.pack(archive, null, LIMITS);
            require(Sha256.of(packed.zip()).equals(packed.artifact().sha256()), "the package has another digest");
            Map<String, byte[]> files = TestPackages.unzip(packed.zip());
            packed.bundle().members().forEach(member -> {
                byte[] content = files.remove(member.path());
                require(content != null && Sha256.of(content).equals(member.sha256()), member.path() + " is different");
            });
            require(files.isEmpty(), "the package has more files than the bundle");
            TestPackages.Packed again = TestPackages.pack(packed.zip(), null, LIMITS);
            require(again.artifact().equals(packed.artifact()), "a package packed again is another package");
        } catch (RefusedException e) {
            require(!e.reasons().isEmpty(), "refused without a reason");
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
