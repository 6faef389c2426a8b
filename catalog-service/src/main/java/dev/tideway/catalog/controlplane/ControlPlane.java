package dev.tideway.catalog.controlplane;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** Starts the control plane, unless this replica is a check edge. */
@ApplicationScoped
class ControlPlane {
    private static final Logger LOG = Logger.getLogger(ControlPlane.class);

    private final ControlPlaneConfig config;
    private final Event<ControlPlaneStarts> starts;

    ControlPlane(ControlPlaneConfig config, Event<ControlPlaneStarts> starts) {
        this.config = config;
        this.starts = starts;
    }

    void start(@Observes StartupEvent event) {
        if (config.enabled()) {
            starts.fire(new ControlPlaneStarts());
        } else {
            LOG.info("The control plane is off: this replica answers checks alone, and /api with 503");
        }
    }
}
