package dev.tideway.packager.source;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One 512-byte header of a tar archive: POSIX ustar and pax (POSIX.1-2017, pax, "ustar Interchange Format"), GNU, and
 * the older form without a magic.
 *
 * @param size bytes of what follows; negative if the field is no number
 */
record TarHeader(byte[] name, long size, char type) {
    static final int BLOCK = 512;

    private static final byte[] USTAR = {'u', 's', 't', 'a', 'r', 0};

    /** @return whether the bytes look like a tar archive's start */
    static boolean isAt(ByteBuffer block) {
        return !isZero(block) && checksumFits(block);
    }

    static boolean isZero(ByteBuffer block) {
        for (int i = 0; i < BLOCK; i++) {
            if (block.get(i) != 0) {
                return false;
            }
        }
        return true;
    }

    /** The sum of all bytes, its own field counted as spaces; some old programs summed signed bytes. */
    static boolean checksumFits(ByteBuffer block) {
        long unsignedSum = 0;
        long signedSum = 0;
        for (int i = 0; i < BLOCK; i++) {
            byte value = i >= 148 && i < 156 ? (byte) ' ' : block.get(i);
            unsignedSum += value & 0xff;
            signedSum += value;
        }
        long stated = number(block.array(), 148, 8);
        return stated == unsignedSum || stated == signedSum;
    }

    static TarHeader of(ByteBuffer block) {
        byte[] bytes = block.array();
        byte[] name = text(bytes, 0, 100);
        if (Arrays.equals(Arrays.copyOfRange(bytes, 257, 263), USTAR) && bytes[345] != 0) {
            byte[] prefix = text(bytes, 345, 155);
            name = ByteBuffer.allocate(prefix.length + 1 + name.length)
                    .put(prefix)
                    .put((byte) '/')
                    .put(name)
                    .array();
        }
        return new TarHeader(name, number(bytes, 124, 12), (char) (bytes[156] & 0xff));
    }

    /** Octal digits between spaces and NULs, or base-256 where the first bit is set; −1 for anything else. */
    private static long number(byte[] bytes, int start, int length) {
        if ((bytes[start] & 0x80) != 0) {
            long value = bytes[start] & 0x7f;
            for (int i = start + 1; i < start + length; i++) {
                if (value >> 54 != 0) {
                    return -1;
                }
                value = value << 8 | bytes[i] & 0xff;
            }
            return value;
        }
        String digits = new String(text(bytes, start, length), StandardCharsets.ISO_8859_1).strip();
        return digits.isEmpty() ? 0 : digits.matches("[0-7]+") ? Long.parseLong(digits, 8) : -1;
    }

    private static byte[] text(byte[] bytes, int start, int length) {
        int end = start;
        while (end < start + length && bytes[end] != 0) {
            end++;
        }
        return Arrays.copyOfRange(bytes, start, end);
    }
}
