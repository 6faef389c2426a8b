package dev.tideway.packager.archive;

import dev.tideway.packager.archive.Bundle.Member;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a ZIP (APPNOTE 6.3.10) that says nothing but what its files are: one fixed time, no owners, one mode (0644), no
 * comments, no folders, UTF-8 names, sizes and checksums before the data, and Zip64 where a number needs it.
 */
final class ZipWriter implements Closeable {
    static final int STORED = 0;
    static final int DEFLATED = 8;

    /** From here on an entry's sizes are written as Zip64, a little early because deflate may make data longer. */
    private static final long ZIP64_SIZE = 0xffffffffL - (16 << 20);

    private static final long NO_32_BITS = 0xffffffffL;
    private static final int NO_16_BITS = 0xffff;
    private static final short VERSION = 20;
    private static final short VERSION_64 = 45;
    /**
     * The system that an entry says it was made on. With that of MS-DOS, Info-ZIP's unzip 6.00 takes UTF-8 names for an
     * old code page, whatever their flag says; with Unix and no mode, bsdtar makes files that nobody may read.
     */
    private static final int UNIX = 3 << 8;

    private static final int MODE_0644 = 0100644;
    private static final short UTF_8_NAME = 1 << 11;
    private static final short TIME_MIDNIGHT = 0;
    private static final short DATE_1980_01_01 = 1 << 5 | 1;
    private static final int PACKED_SIZE_AT = 18;

    private record Entry(Member member, int method, long packed, long offset) {
        boolean isLarge() {
            return member.size() >= ZIP64_SIZE;
        }

        byte[] name() {
            return member.path().getBytes(StandardCharsets.UTF_8);
        }
    }

    private final FileChannel channel;
    private final OutputStream out;
    private final List<Entry> entries = new ArrayList<>();
    private long position;
    private long dataStart;

    ZipWriter(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
    }

    /** @param packed bytes of the data that follow, or an estimate if they are not all there yet */
    void startEntry(Member member, int method, long packed) throws IOException {
        Entry entry = new Entry(member, method, packed, position);
        entries.add(entry);
        byte[] name = entry.name();
        ByteBuffer header =
                buffer(30 + name.length + 20).putInt(0x04034b50).putShort(entry.isLarge() ? VERSION_64 : VERSION);
        putCommon(header, entry);
        header.putShort((short) name.length)
                .putShort((short) (entry.isLarge() ? 20 : 0))
                .put(name);
        if (entry.isLarge()) {
            header.putShort((short) 1)
                    .putShort((short) 16)
                    .putLong(member.size())
                    .putLong(packed);
        }
        write(header);
        dataStart = position;
    }

    void write(byte[] data, int length) throws IOException {
        out.write(data, 0, length);
        position += length;
    }

    /** Corrects the estimate. */
    void endEntry() throws IOException {
        Entry entry = entries.get(entries.size() - 1);
        long packed = position - dataStart;
        if (packed != entry.packed) {
            entries.set(entries.size() - 1, new Entry(entry.member, entry.method, packed, entry.offset));
            correct(entry, packed);
        }
    }

    void end() throws IOException {
        long start = position;
        for (Entry entry : entries) {
            write(central(entry));
        }
        long size = position - start;
        boolean large = entries.size() >= NO_16_BITS || start >= NO_32_BITS || size >= NO_32_BITS;
        if (large) {
            writeEnd64(start, size);
        }
        int count = Math.min(entries.size(), NO_16_BITS);
        write(buffer(22)
                .putInt(0x06054b50)
                .putInt(0)
                .putShort((short) count)
                .putShort((short) count)
                .putInt((int) Math.min(size, NO_32_BITS))
                .putInt((int) Math.min(start, NO_32_BITS))
                .putShort((short) 0));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void correct(Entry entry, long packed) throws IOException {
        out.flush();
        if (entry.isLarge()) {
            long at = entry.offset + 30 + entry.name().length + 12;
            channel.write(buffer(8).putLong(packed).flip(), at);
        } else {
            channel.write(buffer(4).putInt((int) packed).flip(), entry.offset + PACKED_SIZE_AT);
        }
    }

    private static ByteBuffer central(Entry entry) {
        byte[] name = entry.name();
        boolean farAway = entry.offset >= NO_32_BITS;
        int extra = (entry.isLarge() ? 16 : 0) + (farAway ? 8 : 0);
        short version = extra > 0 ? VERSION_64 : VERSION;
        ByteBuffer header = buffer(46 + name.length + 28)
                .putInt(0x02014b50)
                .putShort((short) (UNIX | version))
                .putShort(version);
        putCommon(header, entry);
        header.putShort((short) name.length)
                .putShort((short) (extra > 0 ? extra + 4 : 0))
                .putShort((short) 0) // comment
                .putShort((short) 0) // disk
                .putShort((short) 0) // internal attributes
                .putInt(MODE_0644 << 16)
                .putInt((int) Math.min(entry.offset, NO_32_BITS))
                .put(name);
        if (extra > 0) {
            header.putShort((short) 1).putShort((short) extra);
            if (entry.isLarge()) {
                header.putLong(entry.member.size()).putLong(entry.packed);
            }
            if (farAway) {
                header.putLong(entry.offset);
            }
        }
        return header;
    }

    private static void putCommon(ByteBuffer header, Entry entry) {
        header.putShort(UTF_8_NAME)
                .putShort((short) entry.method)
                .putShort(TIME_MIDNIGHT)
                .putShort(DATE_1980_01_01)
                .putInt(entry.member.crc())
                .putInt((int) (entry.isLarge() ? NO_32_BITS : entry.packed))
                .putInt((int) (entry.isLarge() ? NO_32_BITS : entry.member.size()));
    }

    private void writeEnd64(long start, long size) throws IOException {
        long at = position;
        write(buffer(56)
                .putInt(0x06064b50)
                .putLong(44)
                .putShort(VERSION_64)
                .putShort(VERSION_64)
                .putLong(0)
                .putLong(entries.size())
                .putLong(entries.size())
                .putLong(size)
                .putLong(start));
        write(buffer(20).putInt(0x07064b50).putInt(0).putLong(at).putInt(1));
    }

    private void write(ByteBuffer bytes) throws IOException {
        write(bytes.array(), bytes.position());
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
