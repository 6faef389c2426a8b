package dev.tideway.bench.report;

import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Medians, and numbers with as many digits as a reader can use. */
public final class Numbers {
    private Numbers() {}

    /** The middle one, so that a round in which the machine was busy elsewhere does not count. */
    public static <T> double median(Collection<T> rounds, ToDoubleFunction<T> value) {
        double[] sorted = rounds.stream().mapToDouble(value).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    public static String ratio(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    public static String whole(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    public static String tenths(double value) {
        return String.format(Locale.ROOT, "%,.1f", value);
    }

    public static String thousandths(double value) {
        return String.format(Locale.ROOT, "%,.3f", value);
    }

    public static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    public static String milliseconds(double milliseconds) {
        return String.format(Locale.ROOT, milliseconds < 10 ? "%.2f ms" : "%.0f ms", milliseconds);
    }

    public static String mebibytes(double bytes) {
        return String.format(Locale.ROOT, "%,.0f MiB", bytes / (1 << 20));
    }
}
