package dev.tideway.packager.source;

import static dev.tideway.packager.source.ReasonCode.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tideway.packager.archive.TestPackages;
import dev.tideway.protocol.artifact.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Archives of every kind that must not become a package, each with the one reason that fits it. */
class HostileArchivesTest {
    private static final SourceLimits LIMITS =
            new SourceLimits(1 << 20, 8 << 20, 20, 5 << 20, 60, 4, 100, 50, Duration.ofMinutes(5), 10);
    private static final byte[] LATIN_1 = {'c', 'a', 'f', (byte) 0xe9};

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

    static Stream<Arguments> archives() {
        return Stream.of(zips(), forgedEnds(), tars(), compressed()).flatMap(s -> s);
    }

    private static Stream<Arguments> zips() {
        return Stream.of(
                entry("encrypted", ENCRYPTED_ENTRY, e -> e.flag(0)),
                entry("strongly encrypted", ENCRYPTED_ENTRY, e -> e.flag(0).flag(6)),
                entry("masked headers", ENCRYPTED_ENTRY, e -> e.flag(13)),
                entry("AES", ENCRYPTED_ENTRY, e -> e.method(99)),
                entry("bzip2", UNSUPPORTED_METHOD, e -> e.method(12)),
                entry("deflate64", UNSUPPORTED_METHOD, e -> e.method(9)),
                entry("no method known", UNSUPPORTED_METHOD, e -> e.method(777)),
                entry("symbolic link", SYMBOLIC_LINK, e -> e.mode = 0120777),
                entry("device", SPECIAL_FILE, e -> e.mode = 0060644),
                entry("pipe", SPECIAL_FILE, e -> e.mode = 0010644),
                entry("folder called like a file", SPECIAL_FILE, e -> e.mode = 0040755),
                entry("name of other bytes", NAME_NOT_UTF8, e -> e.name(LATIN_1)),
                entry("NUL in a name", CONTROL_CHARACTER, e -> e.name("a\0.html".getBytes(StandardCharsets.UTF_8))),
                entry("empty name", PATH_NOT_CANONICAL, e -> e.name(new byte[0])),
                entry("name of 60,000 bytes", PATH_TOO_LONG, e -> e.name(new byte[60_000])),
                entry(
                        "local name differs",
                        HEADERS_CONTRADICT,
                        e -> e.localName = "other".getBytes(StandardCharsets.UTF_8)),
                entry("local method differs", HEADERS_CONTRADICT, e -> e.localMethod = 0),
                entry("local CRC differs", HEADERS_CONTRADICT, e -> e.localCrc++),
                entry("local size differs", HEADERS_CONTRADICT, e -> e.localSize++),
                entry("local packed size differs", HEADERS_CONTRADICT, e -> e.localPacked--),
                entry("local encryption flag differs", HEADERS_CONTRADICT, e -> e.localFlags |= 1),
                entry("other Unicode name", HEADERS_CONTRADICT, e -> e.extra = unicodeName("evil.html")),
                entry("other local Unicode name", HEADERS_CONTRADICT, e -> e.localExtra = unicodeName("evil.html")),
                entry("no local header there", HEADERS_CONTRADICT, e -> e.offsetMoved = 1),
                entry("stored with two sizes", HEADERS_CONTRADICT, e -> e.method(0)
                        .sizes(1)),
                entry("on another disk", SPLIT_ARCHIVE, e -> e.disk = 1),
                entry("wrong CRC", WRONG_CHECKSUM, e -> e.crc(e.crc + 1)),
                entry("longer than said", WRONG_SIZE, e -> e.sizes(e.size - 1)),
                entry("shorter than said", WRONG_SIZE, e -> e.sizes(e.size + 1)),
                entry("data that is not deflated", ARCHIVE_DAMAGED, e -> Arrays.fill(e.data, (byte) 0xff)),
                entry("foreign bytes after an entry", FOREIGN_BYTES, e -> e.after = new byte[12]),
                entry("foreign bytes in an entry", FOREIGN_BYTES, e -> {
                    e.data = Arrays.copyOf(e.data, e.data.length + 5);
                    e.packed += 5;
                    e.localPacked += 5;
                }),
                entry("descriptor that lies", FOREIGN_BYTES, e -> {
                    e.flag(3);
                    e.after = ZipForge.buffer(16)
                            .putInt(0x08074b50)
                            .putInt(e.crc)
                            .putInt(1)
                            .putInt(2)
                            .array();
                }),
                entry("too large a file", FILE_TOO_LARGE, e -> noise(e, 6 << 20)),
                entry("bomb", COMPRESSION_RATIO_TOO_HIGH, e -> e.sizes(5 << 20)),
                forged("entry in another's data", OVERLAPPING_ENTRIES, ZipForgeNesting::nest),
                forged("duplicate", DUPLICATE_PATH, z -> z.file("a.js", "1").file("a.js", "2")),
                forged("case", DIFFERS_ONLY_IN_CASE, z -> z.file("A.js", "1").file("a.js", "2")),
                forged("case of a folder", DIFFERS_ONLY_IN_CASE, z -> z.file("JS/a.js", "1")
                        .file("js/b.js", "2")),
                forged("sharp s", DIFFERS_ONLY_IN_CASE, z -> z.file("straße", "1")
                        .file("STRASSE", "2")),
                forged("normalisation", DIFFERS_ONLY_IN_NORMALISATION, z -> z.file("\u00e9", "1")
                        .file("e\u0301", "2")),
                forged("file that is a folder", FILE_IS_ALSO_FOLDER, z -> z.file("a", "1")
                        .file("a/b", "2")),
                forged("folder that is a file", FILE_IS_ALSO_FOLDER, z -> z.file("a/b", "2")
                        .file("a", "1")),
                forged("folder with content", HEADERS_CONTRADICT, z -> z.file("a/", "content", e -> e.mode = 0)),
                forged("too many entries", TOO_MANY_ENTRIES, z -> IntStream.range(0, 30)
                        .forEach(i -> z.file("f" + i, ""))),
                forged("too much in all", UNPACKED_TOO_LARGE, z -> IntStream.range(0, 3)
                        .forEach(i -> z.file("f" + i, "", e -> noise(e, 4 << 20)))));
    }

    private static Stream<Arguments> forgedEnds() {
        byte[] otherEnd = ZipForge.end(0, 0, 0, new byte[0]);
        return Stream.of(
                forged("bytes before", FOREIGN_BYTES, z -> z.before = new byte[] {'#', '!', '/', 'b'}),
                forged("bytes before the directory", FOREIGN_BYTES, z -> z.beforeDirectory = new byte[9]),
                forged("bytes before the end", FOREIGN_BYTES, z -> z.beforeEnd = new byte[9]),
                forged("bytes after", FOREIGN_BYTES, z -> z.after = new byte[9]),
                forged("second end in the comment", SEVERAL_END_RECORDS, z -> z.comment = otherEnd),
                forged("second end before", SEVERAL_END_RECORDS, z -> z.beforeEnd = otherEnd),
                forged("another disk", SPLIT_ARCHIVE, z -> z.disk = 1),
                forged("more entries said", ARCHIVE_DAMAGED, z -> z.entriesMore = 1),
                forged("fewer entries said", ARCHIVE_DAMAGED, z -> z.entriesMore = -1),
                forged("directory elsewhere", FOREIGN_BYTES, z -> z.startMoved = -4),
                forged("directory beyond the end", HEADERS_CONTRADICT, z -> z.sizeMoved = 100),
                arguments("no file at all", EMPTY_TREE, otherEnd),
                arguments(
                        "folders alone",
                        EMPTY_TREE,
                        new ZipForge().file("a/", "", e -> e.mode = 0).bytes()),
                arguments("cut short", ARCHIVE_DAMAGED, cut(honest().bytes())),
                arguments("zip behind a zip", SEVERAL_END_RECORDS, joined(honest().bytes(), honest().bytes())));
    }

    private static Stream<Arguments> tars() {
        byte[] name = "x".getBytes(StandardCharsets.UTF_8);
        byte[] good = new TarForge().file("index.html", "hi").bytes();
        byte[] wrongSum = good.clone();
        wrongSum[0] ^= 1;
        return Stream.of(
                arguments(
                        "tar symbolic link",
                        SYMBOLIC_LINK,
                        new TarForge().entry(name, '2', "").bytes()),
                arguments(
                        "tar hard link",
                        HARD_LINK,
                        new TarForge().entry(name, '1', "").bytes()),
                arguments(
                        "tar character device",
                        SPECIAL_FILE,
                        new TarForge().entry(name, '3', "").bytes()),
                arguments(
                        "tar block device",
                        SPECIAL_FILE,
                        new TarForge().entry(name, '4', "").bytes()),
                arguments(
                        "tar pipe",
                        SPECIAL_FILE,
                        new TarForge().entry(name, '6', "").bytes()),
                arguments(
                        "tar of an unknown type",
                        SPECIAL_FILE,
                        new TarForge().entry(name, 'Z', "").bytes()),
                arguments(
                        "tar volume",
                        SPLIT_ARCHIVE,
                        new TarForge().entry(name, 'M', "rest").bytes()),
                arguments(
                        "tar sparse",
                        SPECIAL_FILE,
                        new TarForge()
                                .pax('x', "GNU.sparse.major", "1")
                                .file("x", "")
                                .bytes()),
                arguments(
                        "tar name of other bytes",
                        NAME_NOT_UTF8,
                        new TarForge().entry(LATIN_1, '0', "").bytes()),
                arguments(
                        "tar duplicate",
                        DUPLICATE_PATH,
                        new TarForge().file("x", "1").file("x", "2").bytes()),
                arguments(
                        "tar long name leaves",
                        PATH_TRAVERSAL,
                        new TarForge().entry(name, 'L', "../up").file("x", "").bytes()),
                arguments(
                        "tar pax name leaves",
                        PATH_TRAVERSAL,
                        new TarForge()
                                .pax('x', "path", "../../up")
                                .file("x", "")
                                .bytes()),
                arguments(
                        "tar global name",
                        HEADERS_CONTRADICT,
                        new TarForge()
                                .pax('g', "path", "everyone")
                                .file("x", "")
                                .bytes()),
                arguments(
                        "tar damaged pax",
                        ARCHIVE_DAMAGED,
                        new TarForge()
                                .entry(name, 'x', "99 path=x\n")
                                .file("x", "")
                                .bytes()),
                arguments(
                        "tar endless pax",
                        ARCHIVE_DAMAGED,
                        new TarForge().header(name, 'x', "77777777777").bytes()),
                arguments(
                        "tar size that is none",
                        ARCHIVE_DAMAGED,
                        new TarForge().header(name, '0', "hello").bytes()),
                arguments(
                        "tar checksum of a later header",
                        WRONG_CHECKSUM,
                        joined(new TarForge().file("a", "").open(), wrongSum)),
                arguments(
                        "tar without an end",
                        ARCHIVE_DAMAGED,
                        new TarForge().file("x", "1").open()),
                arguments("tar cut in a file", ARCHIVE_DAMAGED, Arrays.copyOf(good, 600)),
                arguments("tar and more", FOREIGN_BYTES, joined(good, good)),
                arguments("tar of nothing", EMPTY_TREE, new byte[1024]),
                arguments(
                        "tar of too large a file",
                        FILE_TOO_LARGE,
                        new TarForge()
                                .header(name, '0', "30000000")
                                .content(new byte[6 << 20])
                                .bytes()));
    }

    private static Stream<Arguments> compressed() {
        byte[] tar = new TarForge().file("index.html", "hi").bytes();
        byte[] gz = TestArchives.through(GZIPOutputStream::new, tar);
        byte[] zst = TestArchives.through(ZstdCompressorOutputStream::new, tar);
        byte[] bomb = new TarForge()
                .header(new byte[] {'x'}, '0', "24000000")
                .content(new byte[5 << 20])
                .bytes();
        byte[] noise = new byte[10 << 20];
        new Random(1).nextBytes(noise);
        return Stream.of(
                arguments("text", NOT_AN_ARCHIVE, "hello".getBytes(StandardCharsets.UTF_8)),
                arguments("empty", NOT_AN_ARCHIVE, new byte[0]),
                arguments("long text", NOT_AN_ARCHIVE, "hello ".repeat(1000).getBytes(StandardCharsets.UTF_8)),
                arguments(
                        "gzip of text", NOT_AN_ARCHIVE, TestArchives.through(GZIPOutputStream::new, new byte[] {1, 2})),
                arguments("gzip of gzip", NOT_AN_ARCHIVE, TestArchives.through(GZIPOutputStream::new, gz)),
                arguments("gzip cut short", ARCHIVE_DAMAGED, cut(gz)),
                arguments("gzip and more", ARCHIVE_DAMAGED, joined(gz, new byte[] {1, 2, 3})),
                arguments("zstd cut short", ARCHIVE_DAMAGED, cut(zst)),
                arguments("zstd and more", ARCHIVE_DAMAGED, joined(zst, new byte[] {1, 2, 3, 4, 5})),
                arguments("gzip bomb", COMPRESSION_RATIO_TOO_HIGH, TestArchives.through(GZIPOutputStream::new, bomb)),
                arguments(
                        "zstd bomb",
                        COMPRESSION_RATIO_TOO_HIGH,
                        TestArchives.through(ZstdCompressorOutputStream::new, bomb)),
                arguments("gzip of too much", UNPACKED_TOO_LARGE, TestArchives.through(GZIPOutputStream::new, noise)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("archives")
    void isRefusedForWhatIsWrongWithIt(String kind, ReasonCode expected, byte[] archive) {
        assertThat(codes(archive)).containsExactly(expected.name());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("names")
    void aBadNameIsRefusedInEveryFormat(String name, ReasonCode expected) {
        byte[] zip = honest().file(name, "x").bytes();
        byte[] tar = new TarForge().file("index.html", "hi").file(name, "x").bytes();

        assertThat(codes(zip)).containsExactly(expected.name());
        assertThat(codes(tar)).containsExactly(expected.name());
        assertThat(codes(TestArchives.through(GZIPOutputStream::new, tar))).containsExactly(expected.name());
        assertThat(codes(TestArchives.through(ZstdCompressorOutputStream::new, tar)))
                .containsExactly(expected.name());
    }

    @Test
    void allProblemsAreToldAtOnceEachWithItsPath() {
        byte[] archive = honest().file("../up", "x")
                .file("a\\b", "x")
                .file("link", "x", e -> e.mode = 0120777)
                .bytes();

        assertThat(reasons(archive))
                .extracting(Reason::code, Reason::path)
                .containsExactlyInAnyOrder(
                        tuple("PATH_TRAVERSAL", "../up"), tuple("BACKSLASH", "a\\b"), tuple("SYMBOLIC_LINK", "link"));
    }

    @Test
    void damagedContentsAreToldAtOnceToo() {
        byte[] archive = honest().file("a", "x", e -> e.crc(1))
                .file("b", "x", e -> e.sizes(9))
                .bytes();

        assertThat(codes(archive)).containsExactly("WRONG_CHECKSUM", "WRONG_SIZE");
    }

    @Test
    void beyondTheLimitProblemsAreOnlyCounted() {
        ZipForge zip = honest();
        IntStream.range(0, 15).forEach(i -> zip.file("../" + i, "x"));

        List<Reason> reasons = reasons(zip.bytes());

        assertThat(reasons).hasSize(11);
        assertThat(reasons.get(10).code()).isEqualTo("MORE_PROBLEMS");
        assertThat(reasons.get(10).message()).startsWith("5 more");
    }

    @Test
    void aRootThatIsNotThereIsNamed() {
        assertThat(reasonsFor(honest().bytes(), "www")).singleElement().satisfies(reason -> assertThat(reason.message())
                .contains("root www"));
        assertThat(reasonsFor(honest().bytes(), "../www"))
                .extracting(Reason::code)
                .containsExactly("INVALID_ROOT");
    }

    @Property(tries = 2000)
    void aByteChangedAnywhereIsEitherRefusedOrHarmless(@ForAll @IntRange(max = 10_000) int place, @ForAll byte value)
            throws Exception {
        byte[] archive =
                TestArchives.ZIP.pack(Map.of("index.html", "hello".repeat(20).getBytes(StandardCharsets.UTF_8)), 1);
        byte[] honest = TestPackages.pack(archive).zip();
        archive[place % archive.length] = value;

        try {
            byte[] packed = TestPackages.pack(archive).zip();
            assertThat(TestPackages.unzip(packed).values())
                    .containsExactlyElementsOf(TestPackages.unzip(honest).values());
        } catch (RefusedException e) {
            assertThat(e.reasons()).isNotEmpty();
        }
    }

    private static List<String> codes(byte[] archive) {
        return reasons(archive).stream().map(Reason::code).collect(Collectors.toList());
    }

    private static List<Reason> reasons(byte[] archive) {
        return reasonsFor(archive, null);
    }

    private static List<Reason> reasonsFor(byte[] archive, String root) {
        RefusedException refused =
                catchThrowableOfType(RefusedException.class, () -> TestPackages.pack(archive, root, LIMITS));
        return refused == null ? List.of() : refused.reasons();
    }

    private static ZipForge honest() {
        return new ZipForge().file("first.html", "hello, hello, hello, hello");
    }

    private static Arguments entry(String kind, ReasonCode expected, Consumer<ZipForge.Entry> lie) {
        return arguments(
                kind,
                expected,
                honest().file("index.html", "hello, hello, hello, hello", lie).bytes());
    }

    private static Arguments forged(String kind, ReasonCode expected, Consumer<ZipForge> lie) {
        return arguments(kind, expected, honest().lie(lie).bytes());
    }

    private static void noise(ZipForge.Entry entry, int size) {
        entry.data = new byte[size];
        new Random(size).nextBytes(entry.data);
        CRC32 crc = new CRC32();
        crc.update(entry.data);
        entry.method(0).sizes(size).crc((int) crc.getValue());
        entry.packed = size;
        entry.localPacked = size;
    }

    private static byte[] unicodeName(String name) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        return ZipForge.buffer(9 + utf8.length)
                .putShort((short) 0x7075)
                .putShort((short) (5 + utf8.length))
                .put((byte) 1)
                .putInt(0)
                .put(utf8)
                .array();
    }

    private static byte[] cut(byte[] archive) {
        return Arrays.copyOf(archive, archive.length - 7);
    }

    private static byte[] joined(byte[] one, byte[] other) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(one);
        out.writeBytes(other);
        return out.toByteArray();
    }

    /** The trick of the small archive that unpacks to much: an entry whose data are other entries. */
    private static final class ZipForgeNesting {
        static void nest(ZipForge zip) {
            byte[] inner = new ZipForge().file("inner.html", "hello, hello").bytes();
            int localSize =
                    ByteBuffer.wrap(inner).order(ByteOrder.LITTLE_ENDIAN).getInt(inner.length - 6);
            byte[] local = Arrays.copyOf(inner, localSize);
            zip.file("outer.bin", "", e -> {
                e.method(0).sizes(local.length);
                e.data = local;
                e.packed = local.length;
                e.localPacked = local.length;
                CRC32 crc = new CRC32();
                crc.update(local);
                e.crc((int) crc.getValue());
            });
            zip.file("inner.html", "hello, hello", e -> {
                e.withoutLocal = true;
                e.sameAs = 1;
                e.offsetMoved = 30 + "outer.bin".length();
            });
        }
    }
}
