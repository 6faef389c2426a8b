package dev.tideway.catalog.check;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes a query apart and leaves it encoded until a value is asked for: what is not looked at cannot be wrong.
 *
 * <p>Percent-encoding is RFC 3986 section 2.1 with UTF-8. A {@code +} is a {@code +}: that it meant a space is a habit
 * of HTML forms, and app versions such as {@code 2.1.0+build5} come unencoded.
 */
final class RawParameters {
    private static final List<String> KNOWN =
            List.of("project_id", "my_update_number", "os", "build_type", "app_version", "plugin_version", "client");

    private final @Nullable String[] values;

    private RawParameters(@Nullable String[] values) {
        this.values = values;
    }

    /** @throws RefusedQueryException if a known parameter has two values */
    static RawParameters of(String query) {
        @Nullable String[] values = new @Nullable String[KNOWN.size()];
        int from = 0;
        while (from < query.length()) {
            int end = query.indexOf('&', from);
            end = end < 0 ? query.length() : end;
            take(query, from, end, values);
            from = end + 1;
        }
        return new RawParameters(values);
    }

    private static void take(String query, int from, int end, @Nullable String[] values) {
        int equals = query.indexOf('=', from);
        if (equals < 0 || equals >= end - 1) {
            return;
        }
        int known = knownIndex(query, from, equals);
        if (known < 0) {
            return;
        }
        if (values[known] != null) {
            String name = KNOWN.get(known);
            throw new RefusedQueryException(name, "Send " + name + " once; it is there more than once.");
        }
        values[known] = query.substring(equals + 1, end);
    }

    private static int knownIndex(String query, int from, int end) {
        for (int i = 0; i < KNOWN.size(); i++) {
            String name = KNOWN.get(i);
            if (name.length() == end - from && query.startsWith(name, from)) {
                return i;
            }
        }
        return -1;
    }

    /**
     * @return null if it is missing or empty
     * @throws RefusedQueryException if the encoding is broken
     */
    @Nullable String decoded(String parameter) {
        String value = values[KNOWN.indexOf(parameter)];
        return value == null || isPlain(value) ? value : decode(parameter, value);
    }

    private static boolean isPlain(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '%' || c > '~') {
                return false;
            }
        }
        return true;
    }

    private static String decode(String parameter, String value) {
        try {
            byte[] bytes = bytes(value);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException | IllegalArgumentException e) {
            throw new RefusedQueryException(
                    parameter,
                    "Send the value of " + parameter
                            + " as UTF-8 with correct percent-encoding, such as %C3%A9 for é.");
        }
    }

    /** Non-ASCII bytes that were sent without encoding arrive as one char each; they are taken for what they are. */
    private static byte[] bytes(String value) throws CharacterCodingException {
        byte[] bytes = new byte[value.length() * 3];
        int length = 0;
        int i = 0;
        while (i < value.length()) {
            char c = value.charAt(i);
            if (c == '%') {
                bytes[length++] = (byte) (hexDigit(value, i + 1) << 4 | hexDigit(value, i + 2));
                i += 3;
            } else if (c <= 0xff) {
                bytes[length++] = (byte) c;
                i++;
            } else {
                int end = value.offsetByCodePoints(i, 1);
                ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(value, i, end));
                int count = encoded.remaining();
                encoded.get(bytes, length, count);
                length += count;
                i = end;
            }
        }
        return Arrays.copyOf(bytes, length);
    }

    private static int hexDigit(String value, int at) {
        int digit = at < value.length() ? Character.digit(value.charAt(at), 16) : -1;
        if (digit < 0 || value.charAt(at) > 'f') {
            throw new IllegalArgumentException("no hexadecimal digit");
        }
        return digit;
    }
}
