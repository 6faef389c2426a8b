package dev.tideway.catalog.check;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Takes a query apart and leaves it encoded until a value is asked for: what is not looked at cannot be wrong.
 *
 * <p>Percent-encoding is RFC 3986 section 2.1 with UTF-8. A {@code +} is a {@code +}: that it meant a space is a habit
 * of HTML forms, and app versions such as {@code 2.1.0+build5} come unencoded.
 */
final class RawParameters {
    private final String query;
    /** Where each parameter's value begins; 0, where no value can begin: it is missing or empty. */
    private final int[] begins = new int[Parameter.ALL.length];

    private final int[] ends = new int[begins.length];

    /** What a device may send; everything else is not looked at. */
    enum Parameter {
        PROJECT_ID,
        MY_UPDATE_NUMBER,
        OS,
        BUILD_TYPE,
        APP_VERSION,
        PLUGIN_VERSION,
        CLIENT;

        private static final Parameter[] ALL = values();

        private final String wireName = name().toLowerCase(Locale.ROOT);

        static @Nullable Parameter named(String query, int from, int end) {
            for (Parameter parameter : ALL) {
                String name = parameter.wireName;
                if (name.length() == end - from && query.startsWith(name, from)) {
                    return parameter;
                }
            }
            return null;
        }

        String wireName() {
            return wireName;
        }
    }

    private RawParameters(String query) {
        this.query = query;
    }

    /** @throws RefusedQueryException if a known parameter has two values */
    static RawParameters of(String query) {
        RawParameters parameters = new RawParameters(query);
        int from = 0;
        while (from < query.length()) {
            int end = query.indexOf('&', from);
            end = end < 0 ? query.length() : end;
            parameters.take(from, end);
            from = end + 1;
        }
        return parameters;
    }

    private void take(int from, int end) {
        int equals = query.indexOf('=', from);
        if (equals < 0 || equals >= end - 1) {
            return;
        }
        Parameter parameter = Parameter.named(query, from, equals);
        if (parameter == null) {
            return;
        }
        int index = parameter.ordinal();
        if (begins[index] > 0) {
            String name = parameter.wireName();
            throw new RefusedQueryException(name, "Send " + name + " once; it is there more than once.");
        }
        begins[index] = equals + 1;
        ends[index] = end;
    }

    /**
     * @return null if it is missing or empty
     * @throws RefusedQueryException if the encoding is broken
     */
    @Nullable String decoded(Parameter parameter) {
        int begin = begins[parameter.ordinal()];
        if (begin == 0) {
            return null;
        }
        String value = query.substring(begin, ends[parameter.ordinal()]);
        return isPlain(value) ? value : decode(parameter.wireName(), value);
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
