package dev.tideway.edge;

import java.net.URI;
import java.nio.file.Path;

/** A cache in front of the services, started from the configuration that this folder ships. */
interface Edge extends AutoCloseable {
    String name();

    URI address();

    @Override
    void close();

    /** Where the configurations lie. */
    static Path configurations() {
        return Path.of(System.getProperty("tideway.root"), "deploy", "edge");
    }
}
