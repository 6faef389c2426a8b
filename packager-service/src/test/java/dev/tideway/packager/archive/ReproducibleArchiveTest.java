package dev.tideway.packager.archive;

import static dev.tideway.packager.archive.GoldenTree.noise;
import static dev.tideway.packager.archive.GoldenTree.text;
import static dev.tideway.packager.archive.GoldenTree.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.packager.archive.TestPackages.Packed;
import dev.tideway.packager.source.RefusedException;
import dev.tideway.packager.source.SourceTree;
import dev.tideway.packager.source.TestArchives;
import dev.tideway.protocol.artifact.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReproducibleArchiveTest {
    @Property(tries = 60)
    void anyTreeComesOutOfItsPackageAsItWas(
            @ForAll("trees") Map<String, Blob> blobs, @ForAll TestArchives tool, @ForAll long seed)
            throws RefusedException {
        Map<String, byte[]> tree = contents(blobs);
        Packed packed = TestPackages.pack(tool.pack(tree, seed));

        assertThat(digests(TestPackages.unzip(packed.zip()))).isEqualTo(digests(tree));
        assertThat(digests(untar(packed.tar()))).isEqualTo(digests(tree));
        assertThat(packed.artifact().sha256()).isEqualTo(Sha256.of(packed.zip()));
        assertThat(packed.bundle().artifact().sha256()).isEqualTo(Sha256.of(packed.tar()));
        assertThat(packed.bundle().members())
                .allSatisfy(m -> assertThat(m.sha256()).isEqualTo(Sha256.of(tree.get(m.path()))));
    }

    @Property(tries = 60)
    void theSameFilesGiveTheSameBytesHoweverTheyWerePacked(
            @ForAll("trees") Map<String, Blob> blobs,
            @ForAll TestArchives tool,
            @ForAll TestArchives otherTool,
            @ForAll Random random)
            throws RefusedException {
        Map<String, byte[]> tree = contents(blobs);
        Packed one = TestPackages.pack(tool.pack(tree, random.nextLong()));
        Packed other = TestPackages.pack(otherTool.pack(shuffled(tree, random), random.nextLong()));

        assertThat(other.artifact()).isEqualTo(one.artifact());
        assertThat(other.bundle().artifact()).isEqualTo(one.bundle().artifact());
    }

    @ParameterizedTest
    @ValueSource(strings = {"swagger-ui", "npm/bootstrap"})
    void aRealWebTreeComesOutOfItsPackageAsItWas(String name) throws IOException, RefusedException {
        Map<String, byte[]> tree = TestPackages.webTree(name);

        byte[] zip = TestPackages.pack(TestArchives.ZIP.pack(tree, 1)).zip();

        assertThat(tree).hasSizeGreaterThan(5);
        assertThat(TestPackages.unzip(zip)).containsExactlyInAnyOrderEntriesOf(tree);
        try (ZipFile read = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(zip))
                .get()) {
            for (ZipArchiveEntry entry : Collections.list(read.getEntries())) {
                assertThat(read.getInputStream(entry).readAllBytes()).isEqualTo(tree.get(entry.getName()));
            }
        }
    }

    @Test
    void everyHeaderSaysNothingButWhatTheFileIs() throws IOException, RefusedException {
        byte[] zip = TestPackages.pack(TestArchives.TAR_GZ.pack(GoldenTree.files(), 7))
                .zip();

        List<String> names = new ArrayList<>();
        try (ZipFile read = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(zip))
                .get()) {
            for (ZipArchiveEntry entry : Collections.list(read.getEntriesInPhysicalOrder())) {
                names.add(entry.getName());
                assertThat(entry.getExtra()).isEmpty();
                assertThat(entry.getGeneralPurposeBit().usesDataDescriptor()).isFalse();
                assertThat(entry.getGeneralPurposeBit().usesUTF8ForNames()).isTrue();
                assertThat(entry.getTimeLocal()).hasToString("1980-01-01T00:00");
                assertThat(entry.getUnixMode()).isEqualTo(0100644);
                assertThat(entry.getComment()).isNullOrEmpty();
            }
        }
        assertThat(names).isSortedAccordingTo(SourceTree.PATH_ORDER);
    }

    /** If this fails while everything else passes, the zlib below the JDK makes other bytes: see docs/packager.md. */
    @Test
    void theBytesAreThoseOfEveryOtherMachine() throws RefusedException {
        Packed packed = TestPackages.pack(TestArchives.TAR.pack(GoldenTree.files(), 3));

        assertThat(packed.artifact().sha256()).hasToString(GoldenTree.PACKAGE);
        assertThat(packed.bundle().artifact().sha256()).hasToString(GoldenTree.BUNDLE);
    }

    @Test
    void whatDoesNotShrinkIsStoredAndTheRestIsDeflated() throws IOException, RefusedException {
        byte[] zip = TestPackages.pack(TestArchives.STORED_ZIP.pack(GoldenTree.files(), 3))
                .zip();

        try (ZipFile read = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(zip))
                .get()) {
            assertThat(read.getEntry("media/noise.bin").getMethod()).isEqualTo(ZipArchiveEntry.STORED);
            assertThat(read.getEntry("js/large.js").getMethod()).isEqualTo(ZipArchiveEntry.DEFLATED);
            assertThat(read.getEntry("empty").getMethod()).isEqualTo(ZipArchiveEntry.STORED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void rootPicksAFolder(TestArchives tool) throws RefusedException {
        byte[] archive = tool.pack(Map.of("dist/www/index.html", text("hi"), "dist/readme", text("no")), 1);

        assertThat(TestPackages.unzip(TestPackages.pack(archive, "dist/www/", TestPackages.LIMITS)
                        .zip()))
                .containsOnlyKeys("index.html");
    }

    @Provide
    Arbitrary<Map<String, Blob>> trees() {
        // Names in lower case, of several scripts and beyond the basic plane, never a folder's: files end with a dot.
        Arbitrary<String> part = Arbitraries.of("a", "b", "z", "0", "-", "_", " ", "ä", "あ", "\uFB00", "😀")
                .list()
                .ofMinSize(1)
                .ofMaxSize(40)
                .map(characters -> Normalizer.normalize(String.join("", characters), Normalizer.Form.NFC));
        Arbitrary<String> path = part.list().ofMinSize(1).ofMaxSize(4).map(parts -> String.join("/", parts) + ".f");
        Arbitrary<Integer> small = Arbitraries.integers().between(0, 5000);
        Arbitrary<Integer> size = Arbitraries.frequencyOf(
                Tuple.of(19, small), Tuple.of(1, Arbitraries.integers().between(Chunk.SIZE - 2, 2 * Chunk.SIZE + 2)));
        Arbitrary<Blob> content = Combinators.combine(Arbitraries.of(Texture.class), Arbitraries.longs(), size)
                .as(Blob::new);
        return Arbitraries.maps(path, content).ofMinSize(1).ofMaxSize(8);
    }

    /** How compressible a file is. */
    enum Texture {
        NOISE,
        WORDS,
        MONOTONE
    }

    /** A file's content before it takes up memory. */
    record Blob(Texture texture, long seed, int size) {
        byte[] content() {
            return switch (texture) {
                case NOISE -> noise(seed, size);
                case WORDS -> text(words(seed, size));
                case MONOTONE -> new byte[size];
            };
        }
    }

    private static Map<String, byte[]> contents(Map<String, Blob> blobs) {
        Map<String, byte[]> tree = new LinkedHashMap<>();
        blobs.forEach((path, blob) -> tree.put(path, blob.content()));
        return tree;
    }

    private static Map<String, Sha256> digests(Map<String, byte[]> tree) {
        Map<String, Sha256> digests = new TreeMap<>();
        tree.forEach((path, content) -> digests.put(path, Sha256.of(content)));
        return digests;
    }

    private static Map<String, byte[]> shuffled(Map<String, byte[]> tree, Random random) {
        List<String> paths = new ArrayList<>(tree.keySet());
        Collections.shuffle(paths, random);
        Map<String, byte[]> shuffled = new LinkedHashMap<>();
        paths.forEach(path -> shuffled.put(path, tree.get(path)));
        return shuffled;
    }

    private static Map<String, byte[]> untar(byte[] tar) {
        Map<String, byte[]> tree = new TreeMap<>();
        try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(tar), "UTF-8")) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                tree.put(entry.getName(), in.readAllBytes());
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return tree;
    }
}
