package dev.tideway.catalog.project;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much there may be; a change that would exceed it is refused with 409 and the limit's name. */
@ConfigMapping(prefix = "tideway.limits")
public interface LimitsConfig {
    /**
     * {@code catalogue_size}: what every replica is told of one project, compressed. Brokers take messages
     * up to 1 MiB by default.
     */
    @WithDefault("512K")
    MemorySize catalogueSize();

    /** {@code projects}: that are not deleted; each takes memory in every replica. */
    @WithDefault("100000")
    int projects();

    /** {@code lines}: in which one project offers something, by os, app version and channel. */
    @WithDefault("2000")
    int lines();
}
