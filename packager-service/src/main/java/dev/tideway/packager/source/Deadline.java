package dev.tideway.packager.source;

import java.io.IOException;
import java.time.Duration;

/** The end of the time that one build may take of the packager's own, not of others' that it waits for. */
public final class Deadline {
    private final Duration time;
    private long end;

    public Deadline(Duration time) {
        this.time = time;
        this.end = System.nanoTime() + time.toNanos();
    }

    /** Work that mostly waits for others. */
    public interface Waiting<T> {
        T done() throws IOException;
    }

    /** Does work whose time is not counted. */
    public <T> T waitingFor(Waiting<T> others) throws IOException {
        long before = System.nanoTime();
        try {
            return others.done();
        } finally {
            end += System.nanoTime() - before;
        }
    }

    public void check() throws RefusedException {
        if (System.nanoTime() > end) {
            throw new RefusedException(
                    ReasonCode.TOOK_TOO_LONG,
                    "Packing took longer than " + time.toSeconds() + " seconds. Send a smaller build.");
        }
    }
}
