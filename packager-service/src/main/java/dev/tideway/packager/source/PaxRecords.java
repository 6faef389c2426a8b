package dev.tideway.packager.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a pax extended header says of the entry after it: lines of {@code length key=value}, the length in bytes. */
final class PaxRecords {
    private final Map<String, byte[]> values = new HashMap<>();

    static PaxRecords of(ByteBuffer bytes) throws IOException {
        PaxRecords records = new PaxRecords();
        while (bytes.hasRemaining()) {
            records.take(bytes);
        }
        return records;
    }

    byte @Nullable [] path() {
        return values.get("path");
    }

    /** −1 where it says nothing. */
    long size() throws IOException {
        byte[] size = values.get("size");
        return size == null ? -1 : number(size);
    }

    boolean isSparse() {
        return values.keySet().stream().anyMatch(key -> key.startsWith("GNU.sparse."));
    }

    /** Whether it says where or how large an entry is, which for all entries of an archive is nonsense. */
    boolean saysWhatOneEntryIs() {
        return values.containsKey("path") || values.containsKey("size") || values.containsKey("linkpath") || isSparse();
    }

    private void take(ByteBuffer bytes) throws IOException {
        int start = bytes.position();
        ByteArrayOutputStream digits = new ByteArrayOutputStream();
        int next = 0;
        while (bytes.hasRemaining() && (next = bytes.get()) != ' ') {
            digits.write(next);
        }
        long length = number(digits.toByteArray());
        int rest = (int) Math.min(Integer.MAX_VALUE, length) - (bytes.position() - start);
        if (next != ' ' || rest < 2 || rest > bytes.remaining()) {
            throw damaged();
        }
        byte[] line = new byte[rest];
        bytes.get(line);
        int equals = new String(line, StandardCharsets.ISO_8859_1).indexOf('=');
        if (equals < 1 || line[rest - 1] != '\n') {
            throw damaged();
        }
        values.put(new String(line, 0, equals, StandardCharsets.UTF_8), Arrays.copyOfRange(line, equals + 1, rest - 1));
    }

    private static long number(byte[] digits) throws IOException {
        String text = new String(digits, StandardCharsets.ISO_8859_1);
        if (!text.matches("[0-9]{1,18}")) {
            throw damaged();
        }
        return Long.parseLong(text);
    }

    private static IOException damaged() {
        return new DamagedContentException(
                ReasonCode.ARCHIVE_DAMAGED, "A pax header of the tar archive is damaged. Pack and upload it again.");
    }
}
