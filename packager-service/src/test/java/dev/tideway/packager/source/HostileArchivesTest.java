package dev.tideway.packager.source;

import static dev.tideway.packager.source.ReasonCode.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.sun.management.ThreadMXBean;
import dev.tideway.packager.archive.TestPackages;
import dev.tideway.protocol.artifact.Reason;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Archives of every kind that must not become a package, each with the one reason that fits it. */
class HostileArchivesTest {
    /** What reading may allocate beside what the archive itself has: buffers, and decompressors with their windows. */
    private static final long MEMORY = 24 << 20;

    static Stream<Hostile> corpus() {
        return Hostile.all();
    }

    static Stream<Arguments> names() {
        return Stream.of(
                arguments("../x", PATH_TRAVERSAL),
                arguments("a/../../x", PATH_TRAVERSAL),
                arguments("a/..", PATH_TRAVERSAL),
                arguments("/etc/passwd", ABSOLUTE_PATH),
                arguments("//host/share", ABSOLUTE_PATH),
                arguments("C:x", DRIVE_LETTER),
                arguments("c:/windows/x", DRIVE_LETTER),
                arguments("a\\b", BACKSLASH),
                arguments("..\\x", BACKSLASH),
                arguments("a\nb", CONTROL_CHARACTER),
                arguments("a\u007fb", CONTROL_CHARACTER),
                arguments("a\u0085b", CONTROL_CHARACTER),
                arguments("a//b", PATH_NOT_CANONICAL),
                arguments("a/./b", PATH_NOT_CANONICAL),
                arguments("././a", PATH_NOT_CANONICAL),
                arguments("long".repeat(16), PATH_TOO_LONG),
                arguments("a/b/c/d/e", PATH_TOO_DEEP));
    }

    @Test
    void areOfMoreThanAHundredKindsAndReasons() {
        assertThat(Hostile.all().map(Hostile::kind)).doesNotHaveDuplicates().hasSizeGreaterThan(100);
        assertThat(Hostile.all().map(Hostile::expected).distinct()).hasSizeGreaterThan(20);
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void isRefusedForWhatIsWrongWithIt(Hostile hostile) {
        assertThat(codes(hostile.archive())).containsExactly(hostile.expected().name());
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void isRefusedInBoundedMemoryAndOnBoundedDisk(Hostile hostile, @TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("source"), hostile.archive());
        Path spool = folder.resolve("spool");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        try (SourceArchive opened = SourceArchive.open(file, spool, Hostile.LIMITS, null)) {
            assertThat(opened.tree().size()).isLessThanOrEqualTo(Hostile.LIMITS.unpackedBytes());
        } catch (RefusedException e) {
            assertThat(e.reasons()).hasSizeLessThanOrEqualTo(Hostile.LIMITS.problems() + 1);
        }

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(MEMORY);
        assertThat(Files.exists(spool) ? Files.size(spool) : 0).isLessThanOrEqualTo(Hostile.LIMITS.tarBytes());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("names")
    void aBadNameIsRefusedInEveryFormat(String name, ReasonCode expected) {
        byte[] zip = new ZipForge()
                .file("first.html", "hello, hello, hello, hello")
                .file(name, "x")
                .bytes();
        byte[] tar = new TarForge().file("index.html", "hi").file(name, "x").bytes();

        assertThat(codes(zip)).containsExactly(expected.name());
        assertThat(codes(tar)).containsExactly(expected.name());
        assertThat(codes(TestArchives.through(GZIPOutputStream::new, tar))).containsExactly(expected.name());
        assertThat(codes(TestArchives.through(ZstdCompressorOutputStream::new, tar)))
                .containsExactly(expected.name());
    }

    @Test
    void allProblemsAreToldAtOnceEachWithItsPath() {
        byte[] archive = new ZipForge()
                .file("first.html", "hello, hello, hello, hello")
                .file("../up", "x")
                .file("a\\b", "x")
                .file("link", "x", e -> e.mode = 0120777)
                .bytes();

        assertThat(reasons(archive))
                .extracting(Reason::code, Reason::path)
                .containsExactlyInAnyOrder(
                        tuple("PATH_TRAVERSAL", "../up"), tuple("BACKSLASH", "a\\b"), tuple("SYMBOLIC_LINK", "link"));
    }

    @Test
    void namesAndContentsAreToldInOneRound() {
        byte[] archive = new ZipForge()
                .file("first.html", "hello, hello, hello, hello")
                .file("../up", "x")
                .file("a", "x", e -> e.crc(1))
                .file("FIRST.html", "x")
                .file("b", "x", e -> e.sizes(9))
                .bytes();

        assertThat(reasons(archive))
                .extracting(Reason::code, Reason::path)
                .containsExactlyInAnyOrder(
                        tuple("PATH_TRAVERSAL", "../up"),
                        tuple("DIFFERS_ONLY_IN_CASE", "FIRST.html"),
                        tuple("WRONG_CHECKSUM", "a"),
                        tuple("WRONG_SIZE", "b"));
    }

    @Test
    void contentsOfAnArchiveWhoseEntriesShareBytesAreNotRead() {
        byte[] archive = new ZipForge()
                .file("first.html", "hello, hello, hello, hello")
                .lie(HostileZips.ZipForgeNesting::nest)
                .file("a", "x", e -> e.crc(1))
                .bytes();

        assertThat(codes(archive)).containsExactly("OVERLAPPING_ENTRIES");
    }

    @Test
    void contentsOfATooLargeTreeAreNotRead() {
        ZipForge zip =
                new ZipForge().file("first.html", "hello, hello, hello, hello").file("a", "x", e -> e.crc(1));
        IntStream.range(0, 3).forEach(i -> zip.file("large" + i, "x".repeat(3 << 20)));

        assertThat(codes(zip.bytes())).contains("UNPACKED_TOO_LARGE").doesNotContain("WRONG_CHECKSUM");
    }

    @Test
    void whatIsToldOfALongNameIsWholeCharacters() {
        byte[] archive = new ZipForge()
                .file("first.html", "hello, hello, hello, hello")
                .file("x" + "\ud83d\ude00".repeat(200), "x")
                .bytes();

        assertThat(reasons(archive)).singleElement().satisfies(reason -> assertThat(
                        StandardCharsets.UTF_8.newEncoder().canEncode(reason.path()))
                .isTrue());
    }

    @Test
    void damagedContentsAreToldAtOnceToo() {
        byte[] archive = new ZipForge()
                .file("first.html", "hello, hello, hello, hello")
                .file("a", "x", e -> e.crc(1))
                .file("b", "x", e -> e.sizes(9))
                .bytes();

        assertThat(codes(archive)).containsExactly("WRONG_CHECKSUM", "WRONG_SIZE");
    }

    @Test
    void beyondTheLimitProblemsAreOnlyCounted() {
        ZipForge zip = new ZipForge().file("first.html", "hello, hello, hello, hello");
        IntStream.range(0, 15).forEach(i -> zip.file("../" + i, "x"));

        List<Reason> reasons = reasons(zip.bytes());

        assertThat(reasons).hasSize(11);
        assertThat(reasons.get(10).code()).isEqualTo("MORE_PROBLEMS");
        assertThat(reasons.get(10).message()).startsWith("5 more");
    }

    @Test
    void aRootThatIsNotThereIsNamed() {
        assertThat(reasonsFor(
                        new ZipForge()
                                .file("first.html", "hello, hello, hello, hello")
                                .bytes(),
                        "www"))
                .singleElement()
                .satisfies(reason -> assertThat(reason.message()).contains("root www"));
        assertThat(reasonsFor(
                        new ZipForge()
                                .file("first.html", "hello, hello, hello, hello")
                                .bytes(),
                        "../www"))
                .extracting(Reason::code)
                .containsExactly("INVALID_ROOT");
    }

    private static List<String> codes(byte[] archive) {
        return reasons(archive).stream().map(Reason::code).collect(Collectors.toList());
    }

    private static List<Reason> reasons(byte[] archive) {
        return reasonsFor(archive, null);
    }

    private static List<Reason> reasonsFor(byte[] archive, String root) {
        RefusedException refused =
                catchThrowableOfType(RefusedException.class, () -> TestPackages.pack(archive, root, Hostile.LIMITS));
        return refused == null ? List.of() : refused.reasons();
    }
}
