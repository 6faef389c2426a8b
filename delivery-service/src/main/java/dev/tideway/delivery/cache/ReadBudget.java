package dev.tideway.delivery.cache;

import java.util.function.LongSupplier;

/** Allows so many reads a second, and a second's worth at once, so that a flood of wrong names does not reach S3. */
final class ReadBudget {
    private static final double NANOS = 1e9;

    private final int perSecond;
    private final LongSupplier nanoTime;
    private double left;
    private long countedAt;

    ReadBudget(int perSecond, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
        this.left = perSecond;
        this.countedAt = nanoTime.getAsLong();
    }

    synchronized boolean take() {
        long now = nanoTime.getAsLong();
        left = Math.min(perSecond, left + (now - countedAt) / NANOS * perSecond);
        countedAt = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
