package dev.tideway.packager.source;

import java.time.Duration;

/** The end of the time that one build may take of the packager's own, not of others' that it waits for. */
public final class Deadline {
    private final long end;
    private final Duration time;

    public Deadline(Duration time) {
        this.time = time;
        this.end = System.nanoTime() + time.toNanos();
    }

    /** For work that mostly waits for others. */
    public static Deadline none() {
        return new Deadline(Duration.ofDays(365));
    }

    public void check() throws RefusedException {
        if (System.nanoTime() > end) {
            throw new RefusedException(
                    ReasonCode.TOOK_TOO_LONG,
                    "Packing took longer than " + time.toSeconds() + " seconds. Send a smaller build.");
        }
    }
}
