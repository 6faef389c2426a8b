package dev.tideway.catalog.database;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where PostgreSQL is, and how long anybody waits for it. */
@ConfigMapping(prefix = "tideway.postgres")
public interface PostgresConfig {
    /** Host and port. */
    String address();

    /** The database's name. */
    String database();

    /** The role that owns the schema. */
    String username();

    /** The role's password. */
    String password();

    /**
     * Whether and how PostgreSQL is reached by TLS, in its own words: {@code disable}, {@code require}, {@code verify-ca},
     * {@code verify-full}; the last one alone knows the server from somebody between.
     */
    @WithDefault("disable")
    String sslMode();

    /** Certificates in PEM of the authorities that may vouch for PostgreSQL; needed for the two that verify. */
    Optional<Path> trustedCertificates();

    /** How long to wait until PostgreSQL takes a connection. */
    @WithDefault("3s")
    Duration connectTimeout();

    /** How long PostgreSQL itself works at one statement, waiting for locks included. */
    @WithDefault("5s")
    Duration statementTimeout();

    /** How long a caller waits for a whole transaction before it hears that the database is away. */
    @WithDefault("10s")
    Duration patience();

    /** The longest pause between two attempts to reach a database that is away. */
    @WithDefault("15s")
    Duration longestPause();
}
