package dev.tideway.catalog.request;

import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Ids and update numbers as they stand in paths, queries and bodies: 1 to 18 digits, the first of them not 0. */
public final class PositiveNumber {
    private static final Pattern FORM = Pattern.compile("[1-9][0-9]{0,17}");

    private PositiveNumber() {}

    /** None where it is no such number. */
    public static OptionalLong parse(@Nullable String text) {
        return text != null && FORM.matcher(text).matches()
                ? OptionalLong.of(Long.parseLong(text))
                : OptionalLong.empty();
    }
}
