package dev.tideway.cli.kafka;

import dev.tideway.cli.data.Addresses;
import dev.tideway.cli.data.DataFolder;
import dev.tideway.cli.terminal.WrongUse;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where Kafka is and how it is reached. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class KafkaConnection {
    private static final String SERVERS = "bootstrap.servers";

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            defaultValue = "${env:TIDEWAY_KAFKA}",
            description = "Kafka's bootstrap servers (default: TIDEWAY_KAFKA, else the local stack's).")
    private @Nullable String servers;

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            defaultValue = "${env:TIDEWAY_KAFKA_CONFIG}",
            description = "Properties of a Kafka client, such as security.protocol and sasl.jaas.config"
                    + " (default: TIDEWAY_KAFKA_CONFIG).")
    private @Nullable Path config;

    @Mixin
    private DataFolder data;

    /**
     * Settings of a Kafka client.
     *
     * @throws WrongUse if nothing tells where Kafka is
     */
    public Properties settings() {
        Properties settings = new Properties();
        if (isGiven(config)) {
            try (Reader file = Files.newBufferedReader(config)) {
                settings.load(file);
            } catch (IOException | IllegalArgumentException e) {
                throw new WrongUse("Cannot read --kafka-config " + config + ": " + e);
            }
        }
        if (servers != null && !servers.isBlank()) {
            settings.setProperty(SERVERS, servers);
        } else if (!settings.containsKey(SERVERS)) {
            settings.setProperty(SERVERS, local());
        }
        return settings;
    }

    private String local() {
        return data.addresses()
                .map(Addresses::kafka)
                .orElseThrow(() -> new WrongUse("Nothing tells where Kafka is: name it with --kafka or TIDEWAY_KAFKA,"
                        + " or start a local stack with ./tideway up."));
    }

    private static boolean isGiven(@Nullable Path file) {
        return file != null && !file.toString().isBlank();
    }
}
