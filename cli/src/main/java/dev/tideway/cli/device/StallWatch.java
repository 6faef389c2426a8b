package dev.tideway.cli.device;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Closes a stream from which nothing has come for a while, so that its reader does not wait for ever: the JDK's client
 * has a timeout for the answer's head, but none for its body.
 */
final class StallWatch implements AutoCloseable {
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "stall-watch");
        thread.setDaemon(true);
        return thread;
    });
    private final Future<?> watching;
    private volatile boolean moved;

    StallWatch(InputStream stream, Duration stall) {
        watching = clock.scheduleAtFixedRate(
                () -> {
                    if (!moved) {
                        close(stream);
                    }
                    moved = false;
                },
                stall.toMillis(),
                stall.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    void moved() {
        moved = true;
    }

    private static void close(InputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            // The reader hears of it.
        }
    }

    @Override
    public void close() {
        watching.cancel(false);
        clock.shutdownNow();
    }
}
