package dev.tideway.catalog.check;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What caches may keep of answers, and how much a device may ask. */
@ConfigMapping(prefix = "tideway.check")
public interface CheckConfig {
    /**
     * {@code Cache-Control} of answers. A withdrawal is bound by the sum of these times.
     */
    @WithDefault("public, max-age=0, s-maxage=30, stale-while-revalidate=15, stale-if-error=3600")
    String cacheControl();

    /**
     * What a device of an unknown project gets: {@code refused} is a 404, which shows a wrong
     * id in an app at once; {@code nothing} is the answer of a project without releases, for installations whose plugins
     * show an error to people where they get one.
     */
    @WithDefault("refused")
    UnknownProject unknownProject();

    /**
     * {@code Cache-Control} of what an unknown project is answered: long
     * enough to shield the service, short enough for a project that is about to be created.
     */
    @WithDefault("public, max-age=0, s-maxage=5")
    String unknownProjectCacheControl();

    /** The longest query, in characters; a longer one is refused with 400. */
    @WithDefault("2048")
    int maxQueryLength();

    /**
     * Whether connections that carry nothing but plain checks are answered ahead of the HTTP server. Off,
     * every request passes its router, filters and metrics, at twice the cost.
     */
    @WithDefault("true")
    boolean fastPath();

    /** How devices of an unknown project are treated. */
    enum UnknownProject {
        REFUSED,
        NOTHING
    }
}
