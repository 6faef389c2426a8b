package dev.tideway.catalog.publish;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How PostgreSQL, S3 and the topic are compared. */
@ConfigMapping(prefix = "tideway.reconciler")
public interface ReconcilerConfig {
    /**
     * The time from one comparison to the next, whichever replica makes it. Each reads every catalogue in S3
     * once and asks for the head of each public file: about five requests for each project.
     */
    @WithDefault("1H")
    Duration interval();

    /** How often each replica looks whether a comparison is due. */
    @WithDefault("30S")
    Duration lookInterval();

    /** How many projects are compared at the same time. */
    @WithDefault("16")
    int concurrency();

    /** How long Kafka may keep silent while the topic is read. */
    @WithDefault("10S")
    Duration kafkaWait();
}
