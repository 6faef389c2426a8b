package dev.tideway.packager.source;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/** Writes ZIPs that no honest tool would write: every field can be made to lie, in either header. */
final class ZipForge {
    /** One entry's fields, first as they ought to be. */
    static final class Entry {
        byte[] name;
        byte[] localName;
        byte[] data;
        int flags = 1 << 11;
        int localFlags = 1 << 11;
        int method = 8;
        int localMethod = 8;
        int crc;
        int localCrc;
        long packed;
        long localPacked;
        long size;
        long localSize;
        int disk;
        int madeBy = 3 << 8 | 20;
        int mode = 0100644;
        int offsetMoved;
        byte[] extra = new byte[0];
        byte[] localExtra = new byte[0];
        byte[] after = new byte[0];
        boolean withoutLocal;
        int sameAs = -1;

        Entry name(byte[] bytes) {
            name = bytes;
            localName = bytes;
            return this;
        }

        Entry flag(int bit) {
            flags |= 1 << bit;
            localFlags |= 1 << bit;
            return this;
        }

        Entry method(int number) {
            method = number;
            localMethod = number;
            return this;
        }

        Entry sizes(long stated) {
            size = stated;
            localSize = stated;
            return this;
        }

        Entry crc(int stated) {
            crc = stated;
            localCrc = stated;
            return this;
        }
    }

    /** The records of a Zip64 end, first as they ought to be. */
    static final class End64 {
        long at;
        long entries;
        long start;
        long size;
        int disk;
        int disks = 1;
    }

    byte[] before = new byte[0];
    byte[] beforeDirectory = new byte[0];
    byte[] beforeEnd = new byte[0];
    byte[] after = new byte[0];
    byte[] comment = new byte[0];

    @Nullable Consumer<End64> end64;

    int disk;
    int entriesMore;
    int startMoved;
    int sizeMoved;
    private final List<Entry> entries = new ArrayList<>();

    ZipForge file(String name, String content) {
        return file(name, content, entry -> {});
    }

    ZipForge file(String name, String content, Consumer<Entry> lie) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        Entry entry = new Entry().name(name.getBytes(StandardCharsets.UTF_8));
        CRC32 crc = new CRC32();
        crc.update(bytes);
        entry.crc((int) crc.getValue()).sizes(bytes.length);
        entry.data = deflated(bytes);
        entry.packed = entry.data.length;
        entry.localPacked = entry.packed;
        lie.accept(entry);
        entries.add(entry);
        return this;
    }

    ZipForge lie(Consumer<ZipForge> lie) {
        lie.accept(this);
        return this;
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(before);
        List<Integer> offsets = new ArrayList<>();
        for (Entry entry : entries) {
            offsets.add(entry.sameAs >= 0 ? offsets.get(entry.sameAs) : out.size());
            if (!entry.withoutLocal) {
                out.writeBytes(local(entry));
                out.writeBytes(entry.data);
                out.writeBytes(entry.after);
            }
        }
        out.writeBytes(beforeDirectory);
        int start = out.size();
        for (int i = 0; i < entries.size(); i++) {
            out.writeBytes(central(entries.get(i), offsets.get(i)));
        }
        int size = out.size() - start;
        if (end64 != null) {
            out.writeBytes(end64(start, size, end64));
        }
        out.writeBytes(beforeEnd);
        out.writeBytes(end(start, size));
        out.writeBytes(after);
        return out.toByteArray();
    }

    static byte[] end(int entries, int start, int size, byte[] comment) {
        return buffer(22 + comment.length)
                .putInt(0x06054b50)
                .putInt(0)
                .putShort((short) entries)
                .putShort((short) entries)
                .putInt(size)
                .putInt(start)
                .putShort((short) comment.length)
                .put(comment)
                .array();
    }

    private byte[] end(int start, int size) {
        byte[] end = end(entries.size() + entriesMore, start + startMoved, size + sizeMoved, comment);
        ByteBuffer.wrap(end).order(ByteOrder.LITTLE_ENDIAN).putShort(4, (short) disk);
        return end;
    }

    private byte[] end64(int start, int size, Consumer<End64> lie) {
        End64 end = new End64();
        end.at = (long) start + size;
        end.entries = entries.size();
        end.start = start;
        end.size = size;
        lie.accept(end);
        return buffer(76)
                .putInt(0x06064b50)
                .putLong(44)
                .putShort((short) 45)
                .putShort((short) 45)
                .putInt(end.disk)
                .putInt(end.disk)
                .putLong(end.entries)
                .putLong(end.entries)
                .putLong(end.size)
                .putLong(end.start)
                .putInt(0x07064b50)
                .putInt(0)
                .putLong(end.at)
                .putInt(end.disks)
                .array();
    }

    private static byte[] local(Entry entry) {
        return buffer(30 + entry.localName.length + entry.localExtra.length)
                .putInt(0x04034b50)
                .putShort((short) 20)
                .putShort((short) entry.localFlags)
                .putShort((short) entry.localMethod)
                .putInt(0x21 << 16)
                .putInt(entry.localCrc)
                .putInt((int) entry.localPacked)
                .putInt((int) entry.localSize)
                .putShort((short) entry.localName.length)
                .putShort((short) entry.localExtra.length)
                .put(entry.localName)
                .put(entry.localExtra)
                .array();
    }

    private static byte[] central(Entry entry, int offset) {
        return buffer(46 + entry.name.length + entry.extra.length)
                .putInt(0x02014b50)
                .putShort((short) entry.madeBy)
                .putShort((short) 20)
                .putShort((short) entry.flags)
                .putShort((short) entry.method)
                .putInt(0x21 << 16)
                .putInt(entry.crc)
                .putInt((int) entry.packed)
                .putInt((int) entry.size)
                .putShort((short) entry.name.length)
                .putShort((short) entry.extra.length)
                .putShort((short) 0)
                .putShort((short) entry.disk)
                .putShort((short) 0)
                .putInt(entry.mode << 16)
                .putInt(offset + entry.offsetMoved)
                .put(entry.name)
                .put(entry.extra)
                .array();
    }

    private static byte[] deflated(byte[] content) {
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(content);
        deflater.finish();
        byte[] out = new byte[content.length + 100];
        int length = deflater.deflate(out);
        deflater.end();
        return java.util.Arrays.copyOf(out, length);
    }

    static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
