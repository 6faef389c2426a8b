package dev.tideway.cli.terminal;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations as people write them: {@code 90s}, {@code 10m}, {@code 12h}, {@code 30d}. */
public final class DurationConverter implements ITypeConverter<Duration> {
    private static final Pattern AMOUNT_AND_UNIT = Pattern.compile("(\\d{1,9})([smhd])");

    @Override
    public Duration convert(String text) {
        Matcher parts = AMOUNT_AND_UNIT.matcher(text);
        if (!parts.matches()) {
            throw new TypeConversionException("'" + text + "' is no duration; write 90s, 10m, 12h or 30d");
        }
        return unit(parts.group(2)).multipliedBy(Long.parseLong(parts.group(1)));
    }

    /** The same way back, in the largest unit that fits: {@code 10m}. */
    public static String text(Duration duration) {
        for (String unit : new String[] {"d", "h", "m"}) {
            long amount = duration.dividedBy(unit(unit));
            if (amount > 0 && unit(unit).multipliedBy(amount).equals(duration)) {
                return amount + unit;
            }
        }
        return duration.toSeconds() + "s";
    }

    private static Duration unit(String letter) {
        return switch (letter) {
            case "d" -> Duration.ofDays(1);
            case "h" -> Duration.ofHours(1);
            case "m" -> Duration.ofMinutes(1);
            default -> Duration.ofSeconds(1);
        };
    }
}
