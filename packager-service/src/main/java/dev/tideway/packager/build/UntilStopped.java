package dev.tideway.packager.build;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Keeps work going until it is stopped: whatever ends it, it starts anew after a pause. */
public final class UntilStopped {
    private static final Logger LOG = Logger.getLogger(UntilStopped.class);

    private final CountDownLatch stopping = new CountDownLatch(1);
    private final String name;
    private final Duration pauseAfterFailure;

    /** @param name what the log calls the work */
    public UntilStopped(String name, Duration pauseAfterFailure) {
        this.name = name;
        this.pauseAfterFailure = pauseAfterFailure;
    }

    public void repeat(Runnable work) {
        while (!isStopped()) {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.errorf(e, "%s failed, starting anew", name);
                pause();
            }
        }
    }

    public void stop() {
        stopping.countDown();
    }

    public boolean isStopped() {
        return stopping.getCount() == 0;
    }

    private void pause() {
        try {
            if (stopping.await(pauseAfterFailure.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debugf("%s was stopped while it paused", name);
            }
        } catch (InterruptedException e) {
            // The flag stays cleared, else no later pause would be one.
            LOG.debugf("%s goes on, as only a stop ends it", name);
        }
    }
}
