package dev.tideway.packager.source;

import static dev.tideway.packager.source.ZipEnd.unsigned;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a ZIP says of one entry, in its central directory or before the entry's data (APPNOTE 6.3.10, sections 4.3.7 and
 * 4.3.12).
 *
 * @param packed bytes of the entry's data
 * @param size bytes unpacked
 * @param offset of the local header from the file's start; 0 in a local header
 * @param unixMode type and permissions, 0 where the packer noted none
 * @param otherName whether the Info-ZIP extra field 0x7075, which some programs prefer to the name, has another one
 */
record ZipHeader(
        byte[] name,
        int flags,
        int method,
        int crc,
        long packed,
        long size,
        long offset,
        int disk,
        int unixMode,
        boolean otherName) {
    static final int CENTRAL = 0x02014b50;
    static final int CENTRAL_SIZE = 46;
    static final int LOCAL = 0x04034b50;
    static final int LOCAL_SIZE = 30;

    private static final int DESCRIPTOR_FOLLOWS = 1 << 3;
    private static final int ENCRYPTED = 1 | 1 << 6 | 1 << 13;
    private static final int AES = 99;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final long SEE_EXTRA = 0xffffffffL;

    private static final int FILE_TYPE = 0170000;
    private static final int REGULAR = 0100000;
    private static final int FOLDER = 0040000;
    private static final int LINK = 0120000;

    static int centralTail(ByteBuffer fixed) {
        return unsigned(fixed.getShort(28)) + unsigned(fixed.getShort(30)) + unsigned(fixed.getShort(32));
    }

    static int localTail(ByteBuffer fixed) {
        return unsigned(fixed.getShort(26)) + unsigned(fixed.getShort(28));
    }

    /** @param tail name, extra fields, comment */
    static ZipHeader central(ByteBuffer fixed, ByteBuffer tail) {
        int nameSize = unsigned(fixed.getShort(28));
        Extra extra = Extra.of(tail, nameSize, unsigned(fixed.getShort(30)));
        // In the order in which the Zip64 field has them.
        long size = extra.wide(unsigned(fixed.getInt(24)));
        long packed = extra.wide(unsigned(fixed.getInt(20)));
        long offset = extra.wide(unsigned(fixed.getInt(42)));
        return new ZipHeader(
                Arrays.copyOf(tail.array(), nameSize),
                unsigned(fixed.getShort(8)),
                unsigned(fixed.getShort(10)),
                fixed.getInt(16),
                packed,
                size,
                offset,
                unsigned(fixed.getShort(34)),
                fixed.getInt(38) >>> 16,
                extra.hasOtherName(tail, nameSize));
    }

    static ZipHeader local(ByteBuffer fixed, ByteBuffer tail) {
        int nameSize = unsigned(fixed.getShort(26));
        Extra extra = Extra.of(tail, nameSize, unsigned(fixed.getShort(28)));
        long size = extra.wide(unsigned(fixed.getInt(22)));
        long packed = extra.wide(unsigned(fixed.getInt(18)));
        return new ZipHeader(
                Arrays.copyOf(tail.array(), nameSize),
                unsigned(fixed.getShort(6)),
                unsigned(fixed.getShort(8)),
                fixed.getInt(14),
                packed,
                size,
                0,
                0,
                0,
                extra.hasOtherName(tail, nameSize));
    }

    boolean isDeflated() {
        return method == DEFLATED;
    }

    boolean isEncrypted() {
        return (flags & ENCRYPTED) != 0 || method == AES;
    }

    boolean hasKnownMethod() {
        return method == STORED || method == DEFLATED;
    }

    boolean hasDescriptor() {
        return (flags & DESCRIPTOR_FOLLOWS) != 0;
    }

    boolean isLink() {
        return (unixMode & FILE_TYPE) == LINK;
    }

    boolean isFolder() {
        return name.length > 0 && name[name.length - 1] == '/';
    }

    /** Neither file nor folder nor link: a device, a pipe, a socket; or a folder that is called like a file. */
    boolean isSpecial() {
        int type = unixMode & FILE_TYPE;
        return type != 0 && type != LINK && (isFolder() ? type != FOLDER : type != REGULAR);
    }

    boolean hasImpossibleSize() {
        return packed < 0
                || size < 0
                || offset < 0
                || method == STORED && packed != size && !isEncrypted()
                || isFolder() && size > 0;
    }

    /** Whether programs that read one of the two headers and programs that read the other see the same entry. */
    boolean agreesWith(ZipHeader local) {
        return Arrays.equals(name, local.name)
                && method == local.method
                && (flags & ~(3 << 1)) == (local.flags & ~(3 << 1))
                && !otherName
                && !local.otherName
                && agrees(Integer.toUnsignedLong(crc), Integer.toUnsignedLong(local.crc))
                && agrees(packed, local.packed)
                && agrees(size, local.size);
    }

    private boolean agrees(long central, long local) {
        return central == local || hasDescriptor() && (local == 0 || local == SEE_EXTRA);
    }

    /** The extra fields that change what an entry is. */
    private static final class Extra {
        private static final int ZIP64 = 0x0001;
        private static final int UNICODE_NAME = 0x7075;

        private ByteBuffer zip64 = ByteBuffer.allocate(0);
        private @Nullable ByteBuffer unicodeName;

        static Extra of(ByteBuffer tail, int start, int length) {
            Extra extra = new Extra();
            int at = start;
            while (at + 4 <= start + length) {
                int id = unsigned(tail.getShort(at));
                int size = Math.min(unsigned(tail.getShort(at + 2)), start + length - at - 4);
                extra.take(
                        id, ByteBuffer.wrap(tail.array(), at + 4, size).slice().order(ByteOrder.LITTLE_ENDIAN));
                at += 4 + size;
            }
            return extra;
        }

        private void take(int id, ByteBuffer field) {
            if (id == ZIP64) {
                zip64 = field;
            } else if (id == UNICODE_NAME && field.remaining() >= 5) {
                // A version byte and a checksum of the header's name come first.
                unicodeName = field.slice(5, field.remaining() - 5);
            }
        }

        boolean hasOtherName(ByteBuffer tail, int nameSize) {
            return unicodeName != null && !unicodeName.equals(ByteBuffer.wrap(tail.array(), 0, nameSize));
        }

        /** The value itself, or the next one of the Zip64 field where it is too large for its place. */
        long wide(long value) {
            if (value != SEE_EXTRA) {
                return value;
            }
            return zip64.remaining() >= 8 ? zip64.getLong() : value;
        }
    }
}
