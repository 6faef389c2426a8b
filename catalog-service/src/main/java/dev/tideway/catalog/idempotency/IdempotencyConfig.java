package dev.tideway.catalog.idempotency;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long answers are kept for those who ask again. */
@ConfigMapping(prefix = "tideway.idempotency")
public interface IdempotencyConfig {
    /** How long an answer is kept. After it, the same key is a fresh one. */
    @WithDefault("24H")
    Duration kept();

    /** After how long a request that never ended, since its replica died, may be sent again. */
    @WithDefault("1M")
    Duration inFlight();
}
