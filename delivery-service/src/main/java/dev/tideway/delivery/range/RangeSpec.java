package dev.tideway.delivery.range;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One {@code range-spec} as a client wrote it (RFC 9110 section 14.1.1), before the size of the representation is known.
 *
 * <p>Positions above 2^63 - 1 are held as that; no representation is so large.
 *
 * @param first absent: the last {@code second} bytes are meant
 * @param second the last position or, without {@code first}, a number of bytes; absent: up to the end
 */
record RangeSpec(@Nullable Long first, @Nullable Long second) {
    private static final Pattern OWS_COMMA = Pattern.compile("[ \\t]*,[ \\t]*");
    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);
    private static final int DIGITS_OF_A_LONG = 18;

    /** Empty if the field is to be ignored: another unit than bytes, or a syntax error in any of the specs. */
    static Optional<List<RangeSpec>> parse(String field) {
        int equals = field.indexOf('=');
        if (equals < 0
                || !field.substring(0, equals).strip().toLowerCase(Locale.ROOT).equals("bytes")) {
            return Optional.empty();
        }
        var specs = new ArrayList<RangeSpec>();
        for (String text : elements(field.substring(equals + 1).strip())) {
            if (text.isEmpty()) {
                // Section 5.6.1.2: a list may have empty elements.
                continue;
            }
            var spec = spec(text);
            if (spec == null) {
                return Optional.empty();
            }
            specs.add(spec);
        }
        return specs.isEmpty() ? Optional.empty() : Optional.of(specs);
    }

    private static String[] elements(String list) {
        return list.indexOf(',') < 0 ? new String[] {list} : OWS_COMMA.split(list, -1);
    }

    private static @Nullable RangeSpec spec(String text) {
        int dash = text.indexOf('-');
        if (dash < 0 || !isDigits(text, 0, dash) || !isDigits(text, dash + 1, text.length())) {
            return null;
        }
        String first = text.substring(0, dash);
        String second = text.substring(dash + 1);
        if (first.isEmpty()) {
            return second.isEmpty() ? null : new RangeSpec(null, number(second));
        }
        if (second.isEmpty()) {
            return new RangeSpec(number(first), null);
        }
        return isReversed(first, second) ? null : new RangeSpec(number(first), number(second));
    }

    private static boolean isDigits(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static boolean isReversed(String first, String last) {
        if (first.length() <= DIGITS_OF_A_LONG && last.length() <= DIGITS_OF_A_LONG) {
            return number(last) < number(first);
        }
        return new BigInteger(last).compareTo(new BigInteger(first)) < 0;
    }

    private static long number(String digits) {
        return digits.length() <= DIGITS_OF_A_LONG
                ? Long.parseLong(digits)
                : new BigInteger(digits).min(MAX).longValueExact();
    }

    /** The bytes meant, or empty if there are none in a representation of that size. */
    Optional<ByteRange> within(long size) {
        if (first == null) {
            long length = Math.min(second == null ? 0 : second, size);
            return length == 0 ? Optional.empty() : Optional.of(new ByteRange(size - length, size - 1));
        }
        if (first >= size) {
            return Optional.empty();
        }
        return Optional.of(new ByteRange(first, second == null ? size - 1 : Math.min(second, size - 1)));
    }
}
