package dev.tideway.packager.source;

import static dev.tideway.packager.source.ReasonCode.*;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorOutputStream;

/** Tar archives that must not become a package, plain and compressed, and what is no archive at all. */
final class HostileTars {
    private HostileTars() {}

    static Stream<Hostile> all() {
        return Stream.concat(tars(), compressed());
    }

    private static Stream<Hostile> tars() {
        byte[] name = "x".getBytes(StandardCharsets.UTF_8);
        byte[] good = new TarForge().file("index.html", "hi").bytes();
        byte[] wrongSum = good.clone();
        wrongSum[0] ^= 1;
        return Stream.of(
                new Hostile(
                        "tar symbolic link",
                        SYMBOLIC_LINK,
                        new TarForge().entry(name, '2', "").bytes()),
                new Hostile(
                        "tar hard link",
                        HARD_LINK,
                        new TarForge().entry(name, '1', "").bytes()),
                new Hostile(
                        "tar character device",
                        SPECIAL_FILE,
                        new TarForge().entry(name, '3', "").bytes()),
                new Hostile(
                        "tar block device",
                        SPECIAL_FILE,
                        new TarForge().entry(name, '4', "").bytes()),
                new Hostile(
                        "tar pipe",
                        SPECIAL_FILE,
                        new TarForge().entry(name, '6', "").bytes()),
                new Hostile(
                        "tar of an unknown type",
                        SPECIAL_FILE,
                        new TarForge().entry(name, 'Z', "").bytes()),
                new Hostile(
                        "tar volume",
                        SPLIT_ARCHIVE,
                        new TarForge().entry(name, 'M', "rest").bytes()),
                new Hostile(
                        "tar sparse",
                        SPECIAL_FILE,
                        new TarForge()
                                .pax('x', "GNU.sparse.major", "1")
                                .file("x", "")
                                .bytes()),
                new Hostile(
                        "tar name of other bytes",
                        NAME_NOT_UTF8,
                        new TarForge().entry(Hostile.LATIN_1, '0', "").bytes()),
                new Hostile(
                        "tar duplicate",
                        DUPLICATE_PATH,
                        new TarForge().file("x", "1").file("x", "2").bytes()),
                new Hostile(
                        "tar long name leaves",
                        PATH_TRAVERSAL,
                        new TarForge().entry(name, 'L', "../up").file("x", "").bytes()),
                new Hostile(
                        "tar pax name leaves",
                        PATH_TRAVERSAL,
                        new TarForge()
                                .pax('x', "path", "../../up")
                                .file("x", "")
                                .bytes()),
                new Hostile(
                        "tar global name",
                        HEADERS_CONTRADICT,
                        new TarForge()
                                .pax('g', "path", "everyone")
                                .file("x", "")
                                .bytes()),
                new Hostile(
                        "tar damaged pax",
                        ARCHIVE_DAMAGED,
                        new TarForge()
                                .entry(name, 'x', "99 path=x\n")
                                .file("x", "")
                                .bytes()),
                new Hostile(
                        "tar endless pax",
                        ARCHIVE_DAMAGED,
                        new TarForge().header(name, 'x', "77777777777").bytes()),
                new Hostile(
                        "tar size that is none",
                        ARCHIVE_DAMAGED,
                        new TarForge().header(name, '0', "hello").bytes()),
                new Hostile(
                        "tar checksum of a later header",
                        WRONG_CHECKSUM,
                        Hostile.joined(new TarForge().file("a", "").open(), wrongSum)),
                new Hostile(
                        "tar without an end",
                        ARCHIVE_DAMAGED,
                        new TarForge().file("x", "1").open()),
                new Hostile("tar cut in a file", ARCHIVE_DAMAGED, Arrays.copyOf(good, 600)),
                new Hostile("tar and more", FOREIGN_BYTES, Hostile.joined(good, good)),
                new Hostile("tar of nothing", EMPTY_TREE, new byte[1024]),
                new Hostile(
                        "tar of too large a file",
                        FILE_TOO_LARGE,
                        new TarForge()
                                .header(name, '0', "30000000")
                                .content(new byte[6 << 20])
                                .bytes()));
    }

    private static Stream<Hostile> compressed() {
        byte[] tar = new TarForge().file("index.html", "hi").bytes();
        byte[] gz = TestArchives.through(GZIPOutputStream::new, tar);
        byte[] zst = TestArchives.through(ZstdCompressorOutputStream::new, tar);
        byte[] bomb = new TarForge()
                .header(new byte[] {'x'}, '0', "24000000")
                .content(new byte[5 << 20])
                .bytes();
        byte[] noise = new byte[10 << 20];
        new Random(1).nextBytes(noise);
        byte[] otherMethod = gz.clone();
        otherMethod[2] = 92;
        return Stream.of(
                new Hostile("gzip of an unknown method", ARCHIVE_DAMAGED, otherMethod),
                new Hostile("gzip of ten bytes", ARCHIVE_DAMAGED, Arrays.copyOf(gz, 10)),
                new Hostile("gzip of a header's half", ARCHIVE_DAMAGED, Arrays.copyOf(gz, 5)),
                new Hostile("zstd of five bytes", ARCHIVE_DAMAGED, Arrays.copyOf(zst, 5)),
                new Hostile("text", NOT_AN_ARCHIVE, "hello".getBytes(StandardCharsets.UTF_8)),
                new Hostile("empty", NOT_AN_ARCHIVE, new byte[0]),
                new Hostile("long text", NOT_AN_ARCHIVE, "hello ".repeat(1000).getBytes(StandardCharsets.UTF_8)),
                new Hostile(
                        "gzip of text", NOT_AN_ARCHIVE, TestArchives.through(GZIPOutputStream::new, new byte[] {1, 2})),
                new Hostile("gzip of gzip", NOT_AN_ARCHIVE, TestArchives.through(GZIPOutputStream::new, gz)),
                new Hostile("gzip cut short", ARCHIVE_DAMAGED, Hostile.cut(gz)),
                new Hostile("gzip and more", ARCHIVE_DAMAGED, Hostile.joined(gz, new byte[] {1, 2, 3})),
                new Hostile("zstd cut short", ARCHIVE_DAMAGED, Hostile.cut(zst)),
                new Hostile("zstd and more", ARCHIVE_DAMAGED, Hostile.joined(zst, new byte[] {1, 2, 3, 4, 5})),
                new Hostile("gzip bomb", COMPRESSION_RATIO_TOO_HIGH, TestArchives.through(GZIPOutputStream::new, bomb)),
                new Hostile(
                        "zstd bomb",
                        COMPRESSION_RATIO_TOO_HIGH,
                        TestArchives.through(ZstdCompressorOutputStream::new, bomb)),
                new Hostile(
                        "gzip of too much", UNPACKED_TOO_LARGE, TestArchives.through(GZIPOutputStream::new, noise)));
    }
}
