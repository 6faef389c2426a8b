package dev.tideway.local.parts;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The settings by which services, and the servers themselves, know addresses, names and secrets of the servers. */
public record ServerSettings(Map<String, String> byName) {
    ServerSettings(Ports ports, Credentials credentials) {
        this(new TreeMap<>(Map.ofEntries(
                Map.entry("tideway.s3.url", "http://localhost:" + ports.of(Part.S3)),
                Map.entry("tideway.s3.region", "us-east-1"),
                Map.entry("tideway.s3.access-key", credentials.s3AccessKey()),
                Map.entry("tideway.s3.secret-key", credentials.s3SecretKey()),
                Map.entry("tideway.s3.private-bucket", "tideway-private"),
                Map.entry("tideway.s3.public-bucket", "tideway-public"),
                Map.entry("tideway.kafka.bootstrap-servers", "localhost:" + ports.of(Part.KAFKA)),
                Map.entry("tideway.postgres.address", "localhost:" + ports.of(Part.POSTGRES)),
                Map.entry("tideway.postgres.database", "tideway"),
                Map.entry("tideway.postgres.username", "tideway"),
                Map.entry("tideway.postgres.password", credentials.postgresPassword()))));
    }

    /** The environment variable of a setting: {@code tideway.s3.url} is {@code TIDEWAY_S3_URL}. */
    public static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }
}
