package dev.tideway.catalog.publish;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/** Gives each call to the database a Vert.x context of its own, so that no two of them share a session. */
@Singleton
class DatabaseCalls {
    private final Vertx vertx;

    DatabaseCalls(Vertx vertx) {
        this.vertx = vertx;
    }

    <T> Uni<T> call(Supplier<Uni<? extends T>> call) {
        return Uni.createFrom().emitter(emitter -> {
            Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
            VertxContextSafetyToggle.setContextSafe(context, true);
            context.runOnContext(
                    nothing -> Uni.createFrom().deferred(call).subscribe().with(emitter::complete, emitter::fail));
        });
    }
}
