package dev.tideway.packager.archive;

import dev.tideway.packager.archive.Bundle.Member;
import dev.tideway.packager.source.FileBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
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

    private static final ThreadLocal<Workbench> WORKBENCH = ThreadLocal.withInitial(Workbench::new);

    /**
     * One for each thread that compresses: setting up level 9 costs as much as compressing some hundred bytes. Its buffers
     * lie outside of the heap, where a deflater that works holds up no collection and nothing is copied once more.
     */
    private static final class Workbench {
        final Deflater deflater = new Deflater(LEVEL, true);
        final ByteBuffer dictionary = ByteBuffer.allocateDirect(DICTIONARY);
        final ByteBuffer content = ByteBuffer.allocateDirect(SIZE);
        /** What cannot be compressed grows a little; zlib's own bound is an eighth and a 64th. */
        final ByteBuffer packed = ByteBuffer.allocateDirect(SIZE + SIZE / 8 + SIZE / 64 + 64);
    }

    /** @param unpacked bytes of content */
    record Packed(byte[] data, int unpacked) {
        /**
         * Whether compressing is worth a device's time, judged by what it saves and not by a file's name. Measured over
         * 1,300 files of web packages and a desktop: scripts, style sheets, JSON, source maps and fonts that are not
         * compressed save 45 to 93 %, GIFs 0 to 2.5 %, seven PNGs in ten less than 3 %, the other PNGs and two JPEGs up
         * to 37 %; so the border lies between.
         */
        boolean isWorthIt() {
            return data.length < unpacked - unpacked / 32;
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
        Workbench bench = WORKBENCH.get();
        try {
            if (!isFirst()) {
                bench.deflater.setDictionary(read(from - DICTIONARY, DICTIONARY, bench.dictionary));
            }
            bench.deflater.setInput(read(from, size(), bench.content));
            return new Packed(packed(bench.deflater, bench.packed.clear()), size());
        } finally {
            bench.deflater.reset();
        }
    }

    private byte[] packed(Deflater deflater, ByteBuffer out) {
        if (isLast()) {
            deflater.finish();
        }
        deflater.deflate(out, isLast() ? Deflater.NO_FLUSH : Deflater.SYNC_FLUSH);
        if (!out.hasRemaining()) {
            throw new IllegalStateException("deflate made more of " + size() + " bytes than it may");
        }
        byte[] data = new byte[out.position()];
        out.flip().get(data);
        return data;
    }

    private ByteBuffer read(long start, int length, ByteBuffer into) throws IOException {
        bundle.read(member.start() + start, into.clear().limit(length));
        return into.flip();
    }
}
