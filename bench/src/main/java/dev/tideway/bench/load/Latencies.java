package dev.tideway.bench.load;

import org.HdrHistogram.Histogram;

/** How long requests took from the moment at which they were due. */
public final class Latencies {
    private static final int DIGITS = 3;

    private final Histogram firstBytes = new Histogram(DIGITS);
    private final Histogram completes = new Histogram(DIGITS);
    private long failed;

    void firstByte(long nanos) {
        firstBytes.recordValue(Math.max(1, nanos));
    }

    void complete(long nanos, int status) {
        completes.recordValue(Math.max(1, nanos));
        if (status >= 400) {
            failed++;
        }
    }

    void unanswered(long count) {
        failed += count;
    }

    /** Answers of 400 and above, and none at all. */
    public long failed() {
        return failed;
    }

    public long answered() {
        return completes.getTotalCount();
    }

    /** Milliseconds. */
    public double firstByte(double percentile) {
        return firstBytes.getValueAtPercentile(percentile) / 1e6;
    }

    /** Milliseconds. */
    public double complete(double percentile) {
        return completes.getValueAtPercentile(percentile) / 1e6;
    }

    /** Milliseconds. */
    public double longest() {
        return completes.getMaxValue() / 1e6;
    }
}
