package dev.tideway.delivery.download;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Goes on with a request once something is known, on the request's own event loop; refuses it if that failed. */
@Singleton
class Continuation {
    private final Refusals refusals;

    Continuation(Refusals refusals) {
        this.refusals = refusals;
    }

    <T> void on(RoutingContext request, CompletableFuture<T> result, Consumer<T> then) {
        if (result.isDone()) {
            proceed(request, result, then);
        } else {
            var context = request.vertx().getOrCreateContext();
            result.whenComplete((done, failure) -> context.runOnContext(now -> proceed(request, result, then)));
        }
    }

    private <T> void proceed(RoutingContext request, CompletableFuture<T> result, Consumer<T> then) {
        try {
            then.accept(result.join());
        } catch (RuntimeException e) {
            refusals.send(request, e);
        }
    }
}
