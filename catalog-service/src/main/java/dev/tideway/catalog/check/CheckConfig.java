package dev.tideway.catalog.check;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What caches may keep of answers, and how much a device may ask. */
@ConfigMapping(prefix = "tideway.check")
public interface CheckConfig {
    /**
     * {@code Cache-Control} of answers (default {@code public, max-age=0, s-maxage=30, stale-while-revalidate=15,
     * stale-if-error=3600}). A withdrawal is bound by the sum of these times.
     */
    @WithDefault("public, max-age=0, s-maxage=30, stale-while-revalidate=15, stale-if-error=3600")
    String cacheControl();

    /**
     * {@code Cache-Control} of the 404 for an unknown project (default {@code public, max-age=0, s-maxage=5}): long
     * enough to shield the service, short enough for a project that is about to be created.
     */
    @WithDefault("public, max-age=0, s-maxage=5")
    String unknownProjectCacheControl();

    /** The longest query, in characters (default 2048); a longer one is refused with 400. */
    @WithDefault("2048")
    int maxQueryLength();
}
