package dev.tideway.catalog.check;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the index is filled and kept. */
@ConfigMapping(prefix = "tideway.index")
public interface IndexConfig {
    /** How long Kafka may keep silent at the start before the index is filled from S3. */
    @WithDefault("10S")
    Duration kafkaWait();

    /** The pause before Kafka or S3 are tried again. */
    @WithDefault("2S")
    Duration retryPause();

    /** How many catalogues are loaded from S3 at the same time. */
    @WithDefault("32")
    int loadConcurrency();
}
