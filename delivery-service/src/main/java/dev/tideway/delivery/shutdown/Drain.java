package dev.tideway.delivery.shutdown;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * Whether this process is about to end: what answers ahead of the HTTP server then leaves that to it, since it tells each
 * connection to close. Readiness goes down by itself.
 */
@Singleton
public class Drain {
    private static final Logger LOG = Logger.getLogger(Drain.class);

    private final ShutdownConfig config;
    private volatile boolean hasBegun;

    Drain(ShutdownConfig config) {
        this.config = config;
    }

    void begin(@Observes ShutdownDelayInitiatedEvent event) {
        hasBegun = true;
        LOG.infof("Not ready any more; requests are answered for %s", config.drain());
    }

    public boolean hasBegun() {
        return hasBegun;
    }
}
