package dev.tideway.catalog.database;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Where PostgreSQL is, and how long anybody waits for it. */
@ConfigMapping(prefix = "tideway.postgres")
public interface PostgresConfig {
    /** Host and port; {@code localhost:54320}. */
    String address();

    /** {@code tideway}. */
    String database();

    /** {@code tideway}. */
    String username();

    String password();

    /** How long to wait until PostgreSQL takes a connection; 3 s. */
    @WithDefault("3s")
    Duration connectTimeout();

    /** How long PostgreSQL itself works at one statement, waiting for locks included; 5 s. */
    @WithDefault("5s")
    Duration statementTimeout();

    /** How long a caller waits for a whole transaction before it hears that the database is away; 10 s. */
    @WithDefault("10s")
    Duration patience();

    /** The longest pause between two attempts to reach a database that is away; 15 s. */
    @WithDefault("15s")
    Duration longestPause();
}
