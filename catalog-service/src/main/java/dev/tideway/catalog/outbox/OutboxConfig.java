package dev.tideway.catalog.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How events leave. */
@ConfigMapping(prefix = "tideway.outbox")
public interface OutboxConfig {
    /** How often it is looked for events that another replica left behind; those of this one leave at once. */
    @WithDefault("1s")
    Duration pollInterval();

    /** How many events are sent in one transaction. */
    @WithDefault("100")
    int batch();

    /** How long one event may take until Kafka has it; after it the event stays and is tried again. */
    @WithDefault("5s")
    Duration sendTimeout();

    /** How often it is counted for how long the oldest event has waited. */
    @WithDefault("10s")
    Duration metricsInterval();
}
