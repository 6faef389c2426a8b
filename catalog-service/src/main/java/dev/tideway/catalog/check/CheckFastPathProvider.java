package dev.tideway.catalog.check;

import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.spi.VertxServiceProvider;

/**
 * Has {@link CheckFastPath} put on every connection that the HTTP server accepts; Vert.x finds it as a service
 * (META-INF/services).
 *
 * <p>There is no hook that is nearer: handlers of the HTTP server see a connection only when a request was parsed.
 */
public final class CheckFastPathProvider implements VertxServiceProvider {
    @Override
    public void init(VertxBuilder builder) {
        builder.findTransport(new CheckFastPathTransport(builder.findTransport()));
    }
}
