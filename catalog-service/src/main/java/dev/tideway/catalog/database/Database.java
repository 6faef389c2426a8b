package dev.tideway.catalog.database;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Every use of PostgreSQL goes through here, so that each ends within the configured patience, and an absent database
 * is one kind of failure: {@link DatabaseAwayException}.
 */
@ApplicationScoped
public class Database {
    private static final String REHEARSAL = "tideway.rehearsal";

    private final Vertx vertx;
    private final Pool pool;
    private final PostgresConfig config;
    private final SchemaMigration schema;
    private final Event<ChangeCommitted> committed;

    Database(Vertx vertx, Pool pool, PostgresConfig config, SchemaMigration schema, Event<ChangeCommitted> committed) {
        this.vertx = vertx;
        this.pool = pool;
        this.config = config;
        this.schema = schema;
        this.committed = committed;
    }

    /** One transaction on entities; may be called, and called again, from any thread. Within a rehearsal it is part of it. */
    public <T> Uni<T> change(Supplier<Uni<T>> work) {
        if (isRehearsing()) {
            return work.get();
        }
        return bounded(onOwnContext(() -> Panache.withTransaction(work)))
                .invoke(() -> committed.fire(new ChangeCommitted()));
    }

    /** One transaction on entities that is undone at its end, with every {@link #change} that is made within. */
    public <T> Uni<T> rehearse(Supplier<Uni<T>> work) {
        return bounded(onOwnContext(() -> {
            ContextLocals.put(REHEARSAL, true);
            return Panache.withSession(() -> Panache.getSession()
                    .chain(session -> session.withTransaction(transaction -> {
                        transaction.markForRollback();
                        return work.get();
                    })));
        }));
    }

    private static boolean isRehearsing() {
        return VertxContext.isOnDuplicatedContext() && ContextLocals.get(REHEARSAL, false);
    }

    /** Looks at entities and changes nothing. */
    public <T> Uni<T> read(Supplier<Uni<T>> work) {
        return bounded(onOwnContext(() -> Panache.withSession(work)));
    }

    /** PostgreSQL's clock, the one that all replicas share; within {@link #change}. */
    public Uni<Instant> now() {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("select clock_timestamp()", Instant.class)
                        .getSingleResult());
    }

    /** Statements without entities, each a snapshot of its own. */
    public <T> Uni<T> query(Function<Pool, Uni<T>> work) {
        return bounded(Uni.createFrom().deferred(() -> work.apply(pool)));
    }

    /**
     * Sessions belong to a Vert.x context, and not every caller has one. A transaction that nobody waits for any more
     * runs to its end all the same: given up half-way, its connection would be lost to the pool.
     */
    private <T> Uni<T> onOwnContext(Supplier<Uni<T>> work) {
        return Uni.createFrom().emitter(emitter -> {
            Context own = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
            VertxContextSafetyToggle.setContextSafe(own, true);
            own.runOnContext(
                    x -> Uni.createFrom().deferred(work::get).subscribe().with(emitter::complete, emitter::fail));
        });
    }

    private <T> Uni<T> bounded(Uni<T> work) {
        return Uni.createFrom().deferred(() -> {
            if (!schema.isDone()) {
                throw new DatabaseAwayException("The database has not been reached since this service started");
            }
            return work.ifNoItem()
                    .after(config.patience())
                    .fail()
                    .onFailure(DatabaseFailures::isAway)
                    .transform(DatabaseAwayException::new);
        });
    }
}
