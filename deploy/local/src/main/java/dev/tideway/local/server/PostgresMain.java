package dev.tideway.local.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** A PostgreSQL server whose databases outlive it, with a role and a database for the catalog. */
public final class PostgresMain {
    private static final Duration STARTUP_LIMIT = Duration.ofMinutes(4);

    private static final ProcessBuilder.Redirect LOG = ProcessBuilder.Redirect.appendTo(new File("/dev/stderr"));

    private PostgresMain() {}

    public static void main(String[] args) {
        Lifeline.serve(args, PostgresMain::start);
    }

    private static void start(ServerArguments arguments) throws IOException, SQLException {
        var cluster = arguments.data().resolve("cluster");
        var builder = EmbeddedPostgres.builder()
                // A folder of our own: one that another program half unpacked in the temp folder breaks every start.
                .setOverrideWorkingDirectory(
                        arguments.data().resolve("binaries").toFile())
                .setDataDirectory(cluster)
                .setCleanDataDirectory(false)
                .setPort(arguments.port())
                .setLocaleConfig("locale", "C.UTF-8")
                .setLocaleConfig("encoding", "UTF-8")
                .setPGStartupWait(STARTUP_LIMIT)
                // What was committed outlives a killed server; the library's default is off.
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("unix_socket_directories", "''")
                .setServerConfig("listen_addresses", addresses())
                // Not inherited: the pipe to the parent may be closed already when pg_ctl reports the end.
                .setOutputRedirector(LOG)
                .setErrorRedirector(LOG);
        arguments.more().forEach((name, value) -> builder.setServerConfig(name.toString(), value.toString()));
        prepare(builder.start(), cluster);
        Lifeline.exitWith(postmaster(cluster));
    }

    private static String addresses() {
        var host = ServerArguments.host();
        return host.equals(ServerArguments.LOOPBACK) ? "localhost" : "localhost," + host;
    }

    private static long postmaster(Path cluster) throws IOException {
        return Long.parseLong(
                Files.readAllLines(cluster.resolve("postmaster.pid")).get(0).strip());
    }

    private static void prepare(EmbeddedPostgres server, Path cluster) throws SQLException, IOException {
        var user = ServerArguments.setting("tideway.postgres.username");
        var password = ServerArguments.setting("tideway.postgres.password");
        var database = ServerArguments.setting("tideway.postgres.database");
        try (var connection = server.getPostgresDatabase().getConnection()) {
            if (!exists(connection, "select from pg_roles where rolname = ?", user)) {
                execute(connection, "create role %I login", user);
            }
            execute(connection, "alter role %I password %L", user, password);
            if (!exists(connection, "select from pg_database where datname = ?", database)) {
                execute(connection, "create database %I owner %I", database, user);
            }
            checkPasswords(connection, cluster.resolve("pg_hba.conf"));
        }
    }

    /** As in production, a wrong password is refused; the superuser is for the one who runs this machine. */
    private static void checkPasswords(Connection connection, Path rules) throws IOException, SQLException {
        var wanted = List.of("host all postgres 127.0.0.1/32 trust", "host all all 0.0.0.0/0 scram-sha-256");
        if (!Files.readAllLines(rules).equals(wanted)) {
            Files.write(rules, wanted);
            execute(connection, "select pg_reload_conf()");
        }
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** Runs a statement that takes no parameters, after PostgreSQL itself has quoted the values into it. */
    private static void execute(Connection connection, String template, String... values) throws SQLException {
        var format = "select format(?" + ", ?::text".repeat(values.length) + ")";
        String sql;
        try (var statement = connection.prepareStatement(format)) {
            statement.setString(1, template);
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 2, values[i]);
            }
            try (var rows = statement.executeQuery()) {
                rows.next();
                sql = rows.getString(1);
            }
        }
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
