package dev.tideway.delivery.connection;

import io.smallrye.config.SmallRyeConfig;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.spi.VertxServiceProvider;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;

/** Puts {@link ConnectionWatch} under the HTTP server: Vert.x itself offers no hook before a request's head is whole. */
public final class ConnectionWatchProvider implements VertxServiceProvider {
    @Override
    public void init(VertxBuilder builder) {
        limits().ifPresent(limits -> builder.findTransport(new WatchingTransport(builder.findTransport(), limits)));
    }

    /** Empty for a Vert.x that is not the service's, as in the test of a single class. */
    private static Optional<ConnectionLimits> limits() {
        var config = ConfigProvider.getConfig().unwrap(SmallRyeConfig.class);
        try {
            return Optional.of(ConnectionLimits.of(config.getConfigMapping(ConnectionConfig.class)));
        } catch (NoSuchElementException e) {
            return Optional.empty();
        }
    }
}
