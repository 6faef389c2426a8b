package dev.tideway.cli.terminal;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A share of devices as people write it: {@code 10%}, {@code 0.1%}, or a number of cohorts.
 *
 * @param cohorts 1 to 1000
 */
public record Share(int cohorts) {
    private static final int ALL = 1000;
    private static final Pattern PERCENT = Pattern.compile("\\d{1,3}(\\.\\d)?%");
    private static final Pattern COHORTS = Pattern.compile("\\d{1,4}");

    /** @throws IllegalArgumentException if the text is no share */
    public static Share of(String text) {
        int cohorts = 0;
        if (PERCENT.matcher(text).matches()) {
            cohorts = new BigDecimal(text.substring(0, text.length() - 1))
                    .movePointRight(1)
                    .intValueExact();
        } else if (COHORTS.matcher(text).matches()) {
            cohorts = Integer.parseInt(text);
        }
        if (cohorts < 1 || cohorts > ALL) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no share of devices; write 10%, 0.1% or a number of cohorts from 1 to 1000");
        }
        return new Share(cohorts);
    }

    /** Such as {@code 10%}. */
    public static String percent(int cohorts) {
        return BigDecimal.valueOf(cohorts, 1).stripTrailingZeros().toPlainString() + "%";
    }

    /** Such as {@code 10% of devices}. */
    public static String words(int cohorts) {
        return cohorts == ALL ? "all devices" : percent(cohorts) + " of devices";
    }

    /** Reads it as an option's value. */
    public static final class Converter implements ITypeConverter<Share> {
        @Override
        public Share convert(String text) {
            try {
                return of(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
