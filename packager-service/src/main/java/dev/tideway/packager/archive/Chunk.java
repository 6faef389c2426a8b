package dev.tideway.packager.archive;

import dev.tideway.packager.archive.Bundle.Member;
import dev.tideway.packager.source.FileBytes;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.zip.Deflater;

/**
 * A part of a file that is compressed by itself, so that all cores can work on one file with a fixed amount of memory.
 * It starts with what came before as its dictionary and ends on a byte's border, so that the parts in a row are one
 * deflate stream (RFC 1951), a few bytes longer than if it had been made in one go.
 */
final class Chunk implements Callable<Chunk.Packed> {
    /** Bytes; part of the package's format, since other chunks give other bytes. */
    static final int SIZE = 1 << 20;

    private static final int DICTIONARY = 1 << 15;
    private static final int LEVEL = 9;

    /** One for each thread that compresses: setting up level 9 costs as much as compressing some hundred bytes. */
    private static final ThreadLocal<Deflater> DEFLATER = ThreadLocal.withInitial(() -> new Deflater(LEVEL, true));

    /** @param data of which the first {@code length} bytes count */
    record Packed(byte[] data, int length, int unpacked) {
        /**
         * Whether compressing is worth a device's time, judged by what it saves and not by a file's name. Measured over
         * 1,300 files of web packages and a desktop: scripts, style sheets, JSON, source maps and fonts that are not
         * compressed save 45 to 93 %, GIFs 0 to 2.5 %, seven PNGs in ten less than 3 %, the other PNGs and two JPEGs up
         * to 37 %; so the border lies between.
         */
        boolean isWorthIt() {
            return length < unpacked - unpacked / 32;
        }
    }

    private final FileBytes bundle;
    private final Member member;
    private final long from;

    Chunk(FileBytes bundle, Member member, long from) {
        this.bundle = bundle;
        this.member = member;
        this.from = from;
    }

    Member member() {
        return member;
    }

    /** Bytes of content. */
    int size() {
        return (int) Math.min(SIZE, member.size() - from);
    }

    boolean isFirst() {
        return from == 0;
    }

    boolean isLast() {
        return from + SIZE >= member.size();
    }

    @Override
    public Packed call() throws IOException {
        byte[] content = read(from, size());
        Deflater deflater = DEFLATER.get();
        try {
            if (!isFirst()) {
                deflater.setDictionary(read(from - DICTIONARY, DICTIONARY));
            }
            deflater.setInput(content);
            return packed(deflater, content.length);
        } finally {
            deflater.reset();
        }
    }

    private Packed packed(Deflater deflater, int unpacked) {
        // Incompressible data grows by 5 bytes for each 16 KiB at most.
        byte[] out = new byte[unpacked + unpacked / 1024 + 64];
        if (isLast()) {
            deflater.finish();
        }
        int length = 0;
        while (true) {
            length += deflater.deflate(
                    out, length, out.length - length, isLast() ? Deflater.NO_FLUSH : Deflater.SYNC_FLUSH);
            if (length < out.length) {
                return new Packed(out, length, unpacked);
            }
            out = Arrays.copyOf(out, out.length * 2);
        }
    }

    private byte[] read(long start, int length) throws IOException {
        try (InputStream in = bundle.slice(member.start() + start, length)) {
            return in.readNBytes(length);
        }
    }
}
