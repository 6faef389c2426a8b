package dev.tideway.catalog.release;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What goes with an offer, and how times are kept. */
@ConfigMapping(prefix = "tideway.release")
public interface ReleaseConfig {
    /** From how many earlier packages actions and patches are made. */
    @WithDefault("3")
    int bases();

    /** How often it is looked whether a time has come. */
    @WithDefault("1s")
    Duration timeRulesInterval();
}
