package dev.tideway.packager.source;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorInputStream;
import org.jspecify.annotations.Nullable;

/**
 * An archive as a build system sent it, recognised by its content: ZIP, tar, tar in gzip or in zstd. It stays open
 * while its tree is read.
 */
public final class SourceArchive implements Closeable {
    private final FileBytes file;
    private final SourceTree tree;

    private SourceArchive(FileBytes file, SourceTree tree) {
        this.file = file;
        this.tree = tree;
    }

    /**
     * Reads names, sizes and structure; the contents are checked when they are read.
     *
     * @param spool where a compressed tar is unpacked to; not there before
     * @param root the folder that becomes the package; absent: all of it
     * @throws RefusedException with everything that was found, if the rest of the archive cannot be read
     */
    public static SourceArchive open(Path archive, Path spool, SourceLimits limits, @Nullable String root)
            throws IOException, RefusedException {
        Problems problems = new Problems(limits.problems());
        FileBytes file = new FileBytes(archive);
        try {
            Kind kind = kind(file);
            if (kind == Kind.GZIP || kind == Kind.ZSTD) {
                file.close();
                unpack(archive, kind, spool, new UnpackedLimit(limits, Files.size(archive), problems));
                file = new FileBytes(spool);
                kind = kind(file) == Kind.TAR ? Kind.TAR : Kind.UNKNOWN;
            }
            return new SourceArchive(file, read(file, kind, new Rules(limits, problems, root)));
        } catch (DamagedContentException e) {
            file.close();
            throw problems.fatal(e.code(), String.valueOf(e.getMessage()));
        } catch (IOException | RefusedException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** The files under the root, with what is wrong so far. */
    public SourceTree tree() {
        return tree;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private record Rules(
            SourceLimits limits,
            Problems problems,
            @Nullable String root) {}

    private static SourceTree read(FileBytes file, Kind kind, Rules rules) throws IOException, RefusedException {
        TreeCheck tree = new TreeCheck(rules.limits, rules.problems);
        switch (kind) {
            case ZIP -> new ZipSource(file, rules.limits, rules.problems, tree).read();
            case TAR -> new TarSource(file, rules.problems, tree).read();
            default ->
                throw rules.problems.fatal(
                        ReasonCode.NOT_AN_ARCHIVE,
                        "The source is neither a ZIP nor a tar archive (plain, gzip or zstd). Upload one of these.");
        }
        return tree.tree(rules.root);
    }

    private enum Kind {
        ZIP,
        TAR,
        GZIP,
        ZSTD,
        UNKNOWN
    }

    private static Kind kind(FileBytes file) throws IOException {
        int first = file.size() < 4 ? 0 : file.at(0, 4).getInt();
        if (first == ZipHeader.LOCAL || first == ZipEnd.END) {
            return Kind.ZIP;
        }
        if ((first & 0xffff) == 0x8b1f) {
            return Kind.GZIP;
        }
        // A frame, or one that is to be skipped (RFC 8878, section 3.1).
        if (first == 0xfd2fb528 || (first & 0xfffffff0) == 0x184d2a50) {
            return Kind.ZSTD;
        }
        if (file.size() >= TarHeader.BLOCK && isTar(file.at(0, TarHeader.BLOCK))) {
            return Kind.TAR;
        }
        return endsLikeZip(file) ? Kind.ZIP : Kind.UNKNOWN;
    }

    /** An archive without any entry is all zeros. */
    private static boolean isTar(ByteBuffer block) {
        return TarHeader.isAt(block) || TarHeader.isZero(block);
    }

    /** So that a ZIP behind a program that unpacks it is told as such. */
    private static boolean endsLikeZip(FileBytes file) throws IOException {
        return file.size() >= 22 && file.at(file.size() - 22, 4).getInt() == ZipEnd.END;
    }

    private static void unpack(Path archive, Kind kind, Path spool, UnpackedLimit limit)
            throws IOException, RefusedException {
        byte[] buffer = new byte[1 << 16];
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(archive), 1 << 16);
                OutputStream out = Files.newOutputStream(spool);
                InputStream in = unpacking(raw, kind)) {
            for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
                limit.add(got);
                out.write(buffer, 0, got);
            }
        }
    }

    private static InputStream unpacking(InputStream raw, Kind kind) throws IOException {
        try {
            InputStream unpacking = kind == Kind.GZIP
                    ? GzipCompressorInputStream.builder()
                            .setInputStream(raw)
                            .setDecompressConcatenated(true)
                            .get()
                    : new ZstdCompressorInputStream(raw);
            return new DamageTold(unpacking);
        } catch (IOException e) {
            // gzip's header is read at once.
            throw damaged(e);
        }
    }

    private static DamagedContentException damaged(IOException cause) {
        return new DamagedContentException(
                ReasonCode.ARCHIVE_DAMAGED,
                "The archive cannot be unpacked, it is damaged, cut short or followed by other bytes ("
                        + cause.getMessage() + "). Pack and upload it again.");
    }

    /** A tar archive may not be larger unpacked than its files may be, nor come from next to nothing. */
    private static final class UnpackedLimit {
        private final SourceLimits limits;
        private final long packed;
        private final Problems problems;
        private long unpacked;

        UnpackedLimit(SourceLimits limits, long packed, Problems problems) {
            this.limits = limits;
            this.packed = packed;
            this.problems = problems;
        }

        void add(int bytes) throws RefusedException {
            unpacked += bytes;
            if (unpacked > limits.tarBytes()) {
                throw problems.fatal(
                        ReasonCode.UNPACKED_TOO_LARGE,
                        "All files together have more than " + limits.unpackedBytes()
                                + " bytes. Leave out what devices do not need.");
            }
            if (unpacked > SourceLimits.RATIO_FLOOR && unpacked / limits.totalRatio() > packed) {
                throw problems.fatal(
                        ReasonCode.COMPRESSION_RATIO_TOO_HIGH,
                        "The archive unpacks to more than " + limits.totalRatio()
                                + " times its size. Check what was packed.");
            }
        }
    }

    /** What a decompressor cannot read is the build's fault, unlike a disk that cannot be written. */
    private static final class DamageTold extends java.io.FilterInputStream {
        DamageTold(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] buffer, int off, int len) throws IOException {
            try {
                return in.read(buffer, off, len);
            } catch (IOException e) {
                throw damaged(e);
            }
        }
    }
}
