package dev.tideway.delivery.download;

import io.vertx.core.Future;
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
        var future = result.isDone()
                ? Future.fromCompletionStage(result)
                : Future.fromCompletionStage(result, request.vertx().getOrCreateContext());
        future.onComplete(done -> {
            if (done.failed()) {
                refusals.send(request, done.cause());
                return;
            }
            try {
                then.accept(done.result());
            } catch (RuntimeException e) {
                refusals.send(request, e);
            }
        });
    }
}
