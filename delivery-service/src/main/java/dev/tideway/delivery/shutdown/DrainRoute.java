package dev.tideway.delivery.shutdown;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Tells whoever keeps a connection to a process that is about to end to take another one (RFC 9112, section 9.6). */
@Singleton
public class DrainRoute {
    private static final int BEFORE_ALL_OTHERS = -20_000;

    private final Drain drain;

    DrainRoute(Drain drain) {
        this.drain = drain;
    }

    void register(@Observes Router router) {
        router.route().order(BEFORE_ALL_OTHERS).handler(this::handle);
    }

    private void handle(RoutingContext context) {
        if (drain.hasBegun() && context.request().version() != HttpVersion.HTTP_2) {
            context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            context.addEndHandler(ended -> context.request().connection().close());
        }
        context.next();
    }
}
