package dev.tideway.catalog.check;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What the check path does with bytes in place of strings, since it does it for every request. */
final class Bytes {
    /** The two digits of every byte. */
    private static final byte[] HEX = new byte[512];
    /** Of every byte that is a digit; -1 of the others. */
    private static final byte[] VALUES = new byte[256];

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    static {
        byte[] digits = ascii("0123456789abcdef");
        Arrays.fill(VALUES, (byte) -1);
        for (byte i = 0; i < digits.length; i++) {
            VALUES[digits[i]] = i;
        }
        for (int i = 0; i < 256; i++) {
            HEX[2 * i] = digits[i >> 4];
            HEX[2 * i + 1] = digits[i & 0xf];
        }
    }

    private Bytes() {}

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether a text stands there, before the end. */
    static boolean standsAt(byte[] text, byte[] in, int from, int end) {
        if (end - from < text.length) {
            return false;
        }
        for (int i = 0; i < text.length; i++) {
            if (in[from + i] != text[i]) {
                return false;
            }
        }
        return true;
    }

    /** Reads as many bytes from lower-case hexadecimal digits; false if something else stands there before they end. */
    static boolean parseHex(byte[] digits, int from, byte[] into, int at, int count) {
        for (int i = 0; i < count; i++) {
            int high = VALUES[digits[from + 2 * i] & 0xff];
            int low = VALUES[digits[from + 2 * i + 1] & 0xff];
            if ((high | low) < 0) {
                return false;
            }
            into[at + i] = (byte) (high << 4 | low);
        }
        return true;
    }

    /** The next eight bytes, the first of them highest. */
    static long longAt(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    /** Writes bytes as lower-case hexadecimal digits, and returns where they end. */
    static int hex(byte[] bytes, int from, int count, byte[] into, int at) {
        int end = at;
        for (int i = from; i < from + count; i++) {
            end = hex(bytes[i] & 0xff, into, end);
        }
        return end;
    }

    /** Writes one byte as two digits, and returns where they end. */
    static int hex(int value, byte[] into, int at) {
        into[at] = HEX[2 * value];
        into[at + 1] = HEX[2 * value + 1];
        return at + 2;
    }

    /** The digit of a value from 0 to 15. */
    static byte hexDigit(int value) {
        return HEX[2 * value + 1];
    }

    /** Writes bytes, and returns where they end. */
    static int put(byte[] bytes, byte[] into, int at) {
        System.arraycopy(bytes, 0, into, at, bytes.length);
        return at + bytes.length;
    }

    /** Writes a number of 0 or more in decimal digits, and returns where they end. */
    static int decimal(int number, byte[] into, int at) {
        int end = at + 1;
        for (int rest = number / 10; rest > 0; rest /= 10) {
            end++;
        }
        int rest = number;
        for (int i = end - 1; i >= at; i--) {
            into[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return end;
    }
}
