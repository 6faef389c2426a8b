package dev.tideway.catalog.artifact;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When the bytes of packages are deleted that nothing refers to. */
@ConfigMapping(prefix = "tideway.artifacts")
public interface ArtifactsConfig {
    /** How long they stay after that was first seen, by PostgreSQL's clock. */
    @WithDefault("14D")
    Duration grace();

    /** The time from one look to the next, whichever replica looks. */
    @WithDefault("10M")
    Duration interval();

    /** How often each replica sees whether a look is due. */
    @WithDefault("30S")
    Duration lookInterval();

    /** How long S3 may take for the bytes of one package; after it they are tried again at the next look. */
    @WithDefault("5S")
    Duration patience();
}
