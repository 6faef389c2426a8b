package dev.tideway.packager.source;

import static dev.tideway.packager.source.ReasonCode.*;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** ZIPs that must not become a package. */
final class HostileZips {
    private HostileZips() {}

    static Stream<Hostile> all() {
        return Stream.of(zips(), forgedEnds(), zip64()).flatMap(s -> s);
    }

    private static Stream<Hostile> zips() {
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
                entry("name of other bytes", NAME_NOT_UTF8, e -> e.name(Hostile.LATIN_1)),
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
                forged("too many folders in few names", TOO_MANY_ENTRIES, z -> IntStream.range(0, 12)
                        .forEach(i -> z.file(i + "/a/b/f", ""))),
                forged("too long paths in all", PATHS_TOO_LARGE, z -> IntStream.range(0, 18)
                        .forEach(i -> z.file("p".repeat(50) + i, ""))),
                forged("too many entries", TOO_MANY_ENTRIES, z -> IntStream.range(0, 30)
                        .forEach(i -> z.file("f" + i, ""))),
                forged("too much in all", UNPACKED_TOO_LARGE, z -> IntStream.range(0, 3)
                        .forEach(i -> z.file("f" + i, "", e -> noise(e, 4 << 20)))));
    }

    private static Stream<Hostile> forgedEnds() {
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
                new Hostile("no file at all", EMPTY_TREE, otherEnd),
                new Hostile(
                        "folders alone",
                        EMPTY_TREE,
                        new ZipForge().file("a/", "", e -> e.mode = 0).bytes()),
                new Hostile("cut short", ARCHIVE_DAMAGED, Hostile.cut(honest().bytes())),
                new Hostile(
                        "zip behind a zip", SEVERAL_END_RECORDS, Hostile.joined(honest().bytes(), honest().bytes())));
    }

    private static Stream<Hostile> zip64() {
        return Stream.of(
                forged("Zip64 end that counts other entries", HEADERS_CONTRADICT, z -> z.end64 = end -> end.entries++),
                forged("Zip64 end that starts elsewhere", HEADERS_CONTRADICT, z -> z.end64 = end -> end.start++),
                forged("Zip64 end of another size", HEADERS_CONTRADICT, z -> z.end64 = end -> end.size -= 4),
                forged("Zip64 end that is not where it is said", HEADERS_CONTRADICT, z -> z.end64 = end -> end.at += 4),
                forged("Zip64 end far outside", ARCHIVE_DAMAGED, z -> z.end64 = end -> end.at = Long.MAX_VALUE),
                forged("Zip64 end before the beginning", ARCHIVE_DAMAGED, z -> z.end64 = end -> end.at = -9),
                forged("Zip64 end on another disk", SPLIT_ARCHIVE, z -> z.end64 = end -> end.disk = 1),
                forged("Zip64 end of several disks", SPLIT_ARCHIVE, z -> z.end64 = end -> end.disks = 2),
                forged("bytes before a Zip64 end", FOREIGN_BYTES, z -> {
                    z.end64 = end -> {};
                    z.beforeEnd = new byte[8];
                }),
                entry("Zip64 size that differs in the local header", HEADERS_CONTRADICT, e -> {
                    e.extra = wide(e.size, e.packed);
                    e.localExtra = wide(e.size + 1, e.packed);
                    e.sizes(0xffffffffL);
                    e.packed = e.localPacked = 0xffffffffL;
                }),
                entry("Zip64 size of many exabytes", HEADERS_CONTRADICT, e -> {
                    e.extra = e.localExtra = wide(-1, e.packed);
                    e.sizes(0xffffffffL);
                    e.packed = e.localPacked = 0xffffffffL;
                }),
                entry("Zip64 size beyond the file", ARCHIVE_DAMAGED, e -> {
                    e.method(0);
                    e.extra = e.localExtra = wide(1L << 40, 1L << 40);
                    e.sizes(0xffffffffL);
                    e.packed = e.localPacked = 0xffffffffL;
                }),
                entry("Zip64 field that is not there", ARCHIVE_DAMAGED, e -> e.packed = e.localPacked = 0xffffffffL));
    }

    private static byte[] wide(long size, long packed) {
        return ZipForge.buffer(20)
                .putShort((short) 1)
                .putShort((short) 16)
                .putLong(size)
                .putLong(packed)
                .array();
    }

    private static ZipForge honest() {
        return new ZipForge().file("first.html", "hello, hello, hello, hello");
    }

    private static Hostile entry(String kind, ReasonCode expected, Consumer<ZipForge.Entry> lie) {
        return new Hostile(
                kind,
                expected,
                honest().file("index.html", "hello, hello, hello, hello", lie).bytes());
    }

    private static Hostile forged(String kind, ReasonCode expected, Consumer<ZipForge> lie) {
        return new Hostile(kind, expected, honest().lie(lie).bytes());
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

    /** The trick of the small archive that unpacks to much: an entry whose data are other entries. */
    /** Adds an entry, and another one in its data. */
    static final class ZipForgeNesting {
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
