package dev.tideway.packager.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes the headers of a canonical tar archive (POSIX.1-2017, pax, "ustar Interchange Format").
 *
 * <p>Each file has a ustar header: type {@code 0}, mode 0644, owner and group 0 without names, time 0. A path of more
 * than 100 bytes or with other characters than printable ASCII, and a size of 8 GiB or more, stand in a pax header
 * before it; no other pax record is written. The archive ends with two blocks of zeros and is not padded further.
 */
final class TarWriter {
    static final int BLOCK = 512;

    private static final int NAME = 100;
    private static final long MAX_OCTAL_SIZE = 077777777777L;

    private final OutputStream out;

    TarWriter(OutputStream out) {
        this.out = out;
    }

    /** @return bytes of the headers */
    int startFile(String path, long size) throws IOException {
        byte[] records = paxRecords(path, size);
        int written = BLOCK;
        if (records.length > 0) {
            out.write(header("pax", records.length, 'x'));
            out.write(records);
            written += BLOCK + records.length + pad(records.length);
        }
        out.write(header(fitsName(path) ? path : "see-pax", size <= MAX_OCTAL_SIZE ? size : 0, '0'));
        return written;
    }

    void endFile(long size) throws IOException {
        pad(size);
    }

    void end() throws IOException {
        out.write(new byte[2 * BLOCK]);
    }

    private int pad(long size) throws IOException {
        int padding = (int) (-size & BLOCK - 1);
        out.write(new byte[padding]);
        return padding;
    }

    private static boolean fitsName(String path) {
        return path.length() <= NAME && path.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    }

    private static byte[] paxRecords(String path, long size) {
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        if (!fitsName(path)) {
            records.writeBytes(paxRecord("path", path));
        }
        if (size > MAX_OCTAL_SIZE) {
            records.writeBytes(paxRecord("size", Long.toString(size)));
        }
        return records.toByteArray();
    }

    /** {@code length key=value}, the length counting its own digits. */
    private static byte[] paxRecord(String key, String value) {
        byte[] rest = (" " + key + "=" + value + "\n").getBytes(StandardCharsets.UTF_8);
        int length = rest.length + 1;
        while (length != rest.length + Integer.toString(length).length()) {
            length++;
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream(length);
        line.writeBytes(Integer.toString(length).getBytes(StandardCharsets.US_ASCII));
        line.writeBytes(rest);
        return line.toByteArray();
    }

    private static byte[] header(String name, long size, char type) {
        byte[] block = new byte[BLOCK];
        put(block, 0, name);
        put(block, 100, "0000644\0");
        put(block, 108, "0000000\0");
        put(block, 116, "0000000\0");
        put(block, 124, octal(size, 11) + "\0");
        put(block, 136, "00000000000\0");
        put(block, 156, String.valueOf(type));
        put(block, 257, "ustar\00000");
        put(block, 329, "0000000\0");
        put(block, 337, "0000000\0");
        Arrays.fill(block, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        put(block, 148, octal(sum, 6) + "\0 ");
        return block;
    }

    private static String octal(long value, int digits) {
        String octal = Long.toOctalString(value);
        return "0".repeat(digits - octal.length()) + octal;
    }

    private static void put(byte[] block, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }
}
