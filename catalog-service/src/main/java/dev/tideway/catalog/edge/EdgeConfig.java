package dev.tideway.catalog.edge;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** How caches in front are told to forget. */
@ConfigMapping(prefix = "tideway.edge")
public interface EdgeConfig {
    /** Where a purge is sent; without it caches forget by themselves, when their time is over. */
    Optional<URI> purgeUrl();

    /** The method of the request: {@code PURGE}, as Varnish wants it, or {@code POST}, as Fastly does. */
    @WithDefault("PURGE")
    String purgeMethod();

    /** A header that lets the request in, as {@code Name: value}. */
    Optional<String> purgeHeader();

    /** How long the request may take; after it, it is sent again with growing pauses up to 5 min. */
    @WithDefault("5S")
    Duration purgeTimeout();

    /** How often it is looked for what is to be purged. */
    @WithDefault("1S")
    Duration purgeInterval();
}
