package dev.tideway.catalog.database;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
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
        input.pgConnectOptionsList().forEach(options -> {
            options.addProperty("statement_timeout", statement).setConnectTimeout(connect);
            secure(options);
        });
        var waiting = input.poolOptions()
                .setConnectionTimeout(Math.toIntExact(config.patience().toMillis()))
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS);
        return PgBuilder.pool()
                .with(waiting)
                .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
                .using(input.vertx())
                .build();
    }

    private void secure(PgConnectOptions options) {
        options.setSslMode(SslMode.of(config.sslMode()));
        config.trustedCertificates()
                .ifPresentOrElse(
                        file -> options.setPemTrustOptions(new PemTrustOptions().addCertPath(file.toString())),
                        // As PostgreSQL's own client: without certificates there is nothing to look at.
                        () -> options.setTrustAll(options.getSslMode() == SslMode.REQUIRE));
        options.setHostnameVerificationAlgorithm(options.getSslMode() == SslMode.VERIFY_FULL ? "HTTPS" : "");
    }
}
