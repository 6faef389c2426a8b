package dev.tideway.bench.stack;

/** Waiting, for load that has to last and servers that have to settle. */
public final class Pause {
    private Pause() {}

    public static void milliseconds(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
