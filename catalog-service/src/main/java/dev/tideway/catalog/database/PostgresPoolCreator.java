package dev.tideway.catalog.database;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Gives the pool the timeouts that it has no settings for: the driver's own are a minute and no end. */
@Singleton
final class PostgresPoolCreator implements PgPoolCreator {
    private final PostgresConfig config;

    PostgresPoolCreator(PostgresConfig config) {
        this.config = config;
    }

    @Override
    public Pool create(Input input) {
        int connect = Math.toIntExact(config.connectTimeout().toMillis());
        String statement = Long.toString(config.statementTimeout().toMillis());
        input.pgConnectOptionsList().forEach(options -> options.addProperty("statement_timeout", statement)
                .setConnectTimeout(connect));
        var waiting = input.poolOptions()
                .setConnectionTimeout(Math.toIntExact(config.patience().toMillis()))
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS);
        return PgBuilder.pool()
                .with(waiting)
                .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
                .using(input.vertx())
                .build();
    }
}
