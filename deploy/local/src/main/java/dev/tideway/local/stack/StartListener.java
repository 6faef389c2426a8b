package dev.tideway.local.stack;

import java.time.Duration;

/** Hears how a start goes on; called from several threads. */
@FunctionalInterface
public interface StartListener {
    /** Hears nothing. */
    StartListener SILENT = (name, time) -> {};

    /**
     * A server or service is ready.
     *
     * @param name as people write it
     * @param time since it was started
     */
    void ready(String name, Duration time);
}
