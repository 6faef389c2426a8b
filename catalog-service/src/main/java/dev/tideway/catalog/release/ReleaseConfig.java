package dev.tideway.catalog.release;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What goes with an offer. */
@ConfigMapping(prefix = "tideway.release")
public interface ReleaseConfig {
    /** From how many earlier packages actions and patches are made; 3. */
    @WithDefault("3")
    int bases();
}
