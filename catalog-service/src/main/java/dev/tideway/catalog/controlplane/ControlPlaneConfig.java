package dev.tideway.catalog.controlplane;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Whether this replica also does what is not answering devices. */
@ConfigMapping(prefix = "tideway.control-plane")
public interface ControlPlaneConfig {
    /**
     * Whether this replica serves {@code /api}, reads {@code builds} and {@code packages}, publishes, and keeps time rules.
     * Off, it answers checks alone and never asks PostgreSQL: a check edge that scales by itself.
     */
    @WithDefault("true")
    boolean enabled();
}
