package dev.tideway.local.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;

/** What every server is started with: {@code <folder of its data> <port>}, and secrets in the environment. */
record ServerArguments(Path data, int port) {
    static final String LOOPBACK = "127.0.0.1";

    static ServerArguments parse(String[] args) {
        if (args.length != 2) {
            throw new IllegalArgumentException("Expected two arguments: the data folder and the port.");
        }
        return new ServerArguments(Path.of(args[0]).toAbsolutePath(), Integer.parseInt(args[1]));
    }

    /**
     * The address to listen on: 127.0.0.1, or what {@code TIDEWAY_LOCAL_HOST} names, for clients that are not on this
     * machine's loopback, such as the pods of a cluster on it.
     */
    static String host() {
        return System.getenv().getOrDefault("TIDEWAY_LOCAL_HOST", LOOPBACK);
    }

    /** The value of a setting such as {@code tideway.s3.url}, whose variable is {@code TIDEWAY_S3_URL}. */
    static String setting(String name) {
        var variable = name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
        var value = System.getenv(variable);
        if (value == null) {
            throw new IllegalArgumentException("Set " + variable + ".");
        }
        return value;
    }

    /**
     * More settings of the server, in its own words: from a file beside its data folder, such as {@code kafka.properties}
     * beside {@code kafka}. None where there is no such file.
     */
    Properties more() throws IOException {
        var file = data.resolveSibling(data.getFileName() + ".properties");
        var more = new Properties();
        if (Files.exists(file)) {
            try (var in = Files.newBufferedReader(file)) {
                more.load(in);
            }
        }
        return more;
    }
}
