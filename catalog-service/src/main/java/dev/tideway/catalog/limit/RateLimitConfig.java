package dev.tideway.catalog.limit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How many requests of the admin API one token may send, counted by each replica by itself. */
@ConfigMapping(prefix = "tideway.rate-limit")
public interface RateLimitConfig {
    /** Requests a second in the long run. */
    @WithDefault("100")
    int perSecond();

    /** Requests at once, after a while without any. */
    @WithDefault("500")
    int burst();

    /** How many tokens are counted at the same time. The one that is quiet for longest is forgotten first. */
    @WithDefault("100000")
    int tokens();
}
