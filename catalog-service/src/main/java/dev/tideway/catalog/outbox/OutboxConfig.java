package dev.tideway.catalog.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How events leave. */
@ConfigMapping(prefix = "tideway.outbox")
public interface OutboxConfig {
    /** How often it is looked for events that another replica left behind; those of this one leave at once; 1 s. */
    @WithDefault("1s")
    Duration pollInterval();

    /** How many events are sent in one transaction; 100. */
    @WithDefault("100")
    int batch();

    /** How long one event may take until Kafka has it; after it the event stays and is tried again; 5 s. */
    @WithDefault("5s")
    Duration sendTimeout();
}
