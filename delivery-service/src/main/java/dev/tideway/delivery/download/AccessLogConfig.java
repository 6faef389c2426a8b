package dev.tideway.delivery.download;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What of the requests is written to the log category {@code tideway.access}. */
@ConfigMapping(prefix = "tideway.delivery.access-log")
public interface AccessLogConfig {
    /**
     * Share of the answers that is written, 0 to 1; at 0.01 writing takes 6 % of a busy core. Those with a status of 500 or more
     * all are.
     */
    @WithDefault("0.001")
    double sample();

    /** Whether the address is written from which a request came, which is personal data. */
    @WithDefault("false")
    boolean clientAddress();
}
