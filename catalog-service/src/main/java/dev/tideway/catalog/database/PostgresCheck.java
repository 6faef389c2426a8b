package dev.tideway.catalog.database;

import dev.tideway.settings.BadSettingException;
import io.quarkus.runtime.Startup;
import io.vertx.pgclient.SslMode;
import jakarta.inject.Singleton;

/** Refuses to start with what PostgreSQL could never be reached by. */
@Startup
@Singleton
final class PostgresCheck {
    PostgresCheck(PostgresConfig config) {
        if (!config.address().matches("[^/:]+:\\d+|\\[[0-9a-fA-F:]+]:\\d+")) {
            throw new BadSettingException(
                    "tideway.postgres.address",
                    "is no host and port: " + config.address(),
                    "name it as host:port, without jdbc: or postgresql:");
        }
        SslMode mode = mode(config.sslMode());
        boolean verifies = mode == SslMode.VERIFY_CA || mode == SslMode.VERIFY_FULL;
        if (verifies && config.trustedCertificates().isEmpty()) {
            throw new BadSettingException(
                    "tideway.postgres.trusted-certificates",
                    "is not set, though tideway.postgres.ssl-mode is " + config.sslMode(),
                    "name a file with the certificates of the authorities that may vouch for PostgreSQL, in PEM");
        }
    }

    private static SslMode mode(String name) {
        try {
            return SslMode.of(name);
        } catch (IllegalArgumentException e) {
            throw new BadSettingException(
                    "tideway.postgres.ssl-mode",
                    "is unknown: " + name,
                    "name disable, require, verify-ca or verify-full");
        }
    }
}
