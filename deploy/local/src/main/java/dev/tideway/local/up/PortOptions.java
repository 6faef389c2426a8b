package dev.tideway.local.up;

import dev.tideway.local.parts.Part;
import dev.tideway.local.parts.Ports;
import dev.tideway.local.stack.StackPorts;
import dev.tideway.local.stack.TidewayService;
import java.util.Map;
import picocli.CommandLine.Option;

/** The ports of everything that {@code up} starts; each is an option with a fixed default. */
final class PortOptions {
    private static final String DEFAULT = " (default: ${DEFAULT-VALUE})";

    @Option(names = "--catalog-port", paramLabel = "PORT", defaultValue = "8080", description = "catalog" + DEFAULT)
    private int catalog;

    @Option(names = "--delivery-port", paramLabel = "PORT", defaultValue = "8081", description = "delivery" + DEFAULT)
    private int delivery;

    @Option(names = "--packager-port", paramLabel = "PORT", defaultValue = "8082", description = "packager" + DEFAULT)
    private int packager;

    @Option(names = "--s3-port", paramLabel = "PORT", defaultValue = "9000", description = "S3" + DEFAULT)
    private int s3;

    @Option(names = "--kafka-port", paramLabel = "PORT", defaultValue = "9092", description = "Kafka" + DEFAULT)
    private int kafka;

    @Option(
            names = "--postgres-port",
            paramLabel = "PORT",
            defaultValue = "54320",
            description = "PostgreSQL" + DEFAULT)
    private int postgres;

    StackPorts ports() {
        return new StackPorts(
                new Ports(Map.of(Part.S3, s3, Part.KAFKA, kafka, Part.POSTGRES, postgres)),
                Map.of(
                        TidewayService.CATALOG, catalog,
                        TidewayService.DELIVERY, delivery,
                        TidewayService.PACKAGER, packager));
    }
}
