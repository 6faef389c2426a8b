package dev.tideway.local.parts;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The settings by which services, and the servers themselves, know addresses, names and secrets of the servers. */
record ServerSettings(Map<String, String> byName) {
    ServerSettings(Ports ports, Credentials credentials) {
        this(new TreeMap<>(Map.ofEntries(
                Map.entry("tideway.s3.url", ports.address(Part.S3)),
                Map.entry("tideway.s3.region", "us-east-1"),
                Map.entry("tideway.s3.access-key", credentials.s3AccessKey()),
                Map.entry("tideway.s3.secret-key", credentials.s3SecretKey()),
                Map.entry("tideway.s3.private-bucket", "tideway-private"),
                Map.entry("tideway.s3.public-bucket", "tideway-public"),
                Map.entry("tideway.kafka.bootstrap-servers", ports.address(Part.KAFKA)),
                Map.entry("tideway.postgres.address", ports.address(Part.POSTGRES)),
                Map.entry("tideway.postgres.database", "tideway"),
                Map.entry("tideway.postgres.username", "tideway"),
                Map.entry("tideway.postgres.password", credentials.postgresPassword()))));
    }

    /** Settings as environment variables: {@code tideway.s3.url} is {@code TIDEWAY_S3_URL}. */
    static Map<String, String> asEnvironment(Map<String, String> settings) {
        return settings.entrySet().stream()
                .collect(Collectors.toMap(setting -> variable(setting.getKey()), Map.Entry::getValue));
    }

    private static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }
}
