package dev.tideway.catalog.shutdown;

import java.time.Duration;

/** For tests of what runs without the framework. */
public final class Drains {
    private Drains() {}

    public static Drain notBegun() {
        return new Drain(new Settings(Duration.ZERO, Duration.ZERO));
    }

    private record Settings(Duration drain, Duration timeout) implements ShutdownConfig {}
}
