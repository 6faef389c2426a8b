package dev.tideway.packager.source;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes tar archives that no honest tool would write. */
final class TarForge {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    TarForge file(String name, String content) {
        return entry(name.getBytes(StandardCharsets.UTF_8), '0', content);
    }

    TarForge entry(byte[] name, char type, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return header(name, type, String.format("%011o", bytes.length)).content(bytes);
    }

    TarForge header(byte[] name, char type, String size) {
        byte[] block = new byte[512];
        System.arraycopy(name, 0, block, 0, name.length);
        put(block, 100, "0000644");
        put(block, 124, size);
        put(block, 136, "14000000000");
        block[156] = (byte) type;
        put(block, 157, type == '1' || type == '2' ? "index.html" : "");
        put(block, 257, "ustar\00000");
        put(block, 148, "        ");
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        put(block, 148, String.format("%06o\0 ", sum));
        out.writeBytes(block);
        return this;
    }

    TarForge content(byte[] bytes) {
        out.writeBytes(bytes);
        out.writeBytes(new byte[-bytes.length & 511]);
        return this;
    }

    TarForge pax(char type, String key, String value) {
        String rest = " " + key + "=" + value + "\n";
        int length = rest.length() + 2;
        return entry("pax".getBytes(StandardCharsets.UTF_8), type, length + rest);
    }

    byte[] open() {
        return out.toByteArray();
    }

    byte[] bytes() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(open());
        all.writeBytes(new byte[1024]);
        return all.toByteArray();
    }

    private static void put(byte[] block, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }
}
