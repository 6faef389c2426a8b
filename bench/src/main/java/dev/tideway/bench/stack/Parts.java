package dev.tideway.bench.stack;

import dev.tideway.local.parts.LockedDataFolder;
import dev.tideway.local.parts.Part;
import dev.tideway.local.parts.Ports;
import dev.tideway.local.parts.Servers;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Real PostgreSQL, Kafka and S3 on free ports, on the load's core. */
public final class Parts implements AutoCloseable {
    private final LockedDataFolder folder;
    private final Servers servers;

    private Parts(LockedDataFolder folder, Servers servers) {
        this.folder = folder;
        this.servers = servers;
    }

    public static Parts start(Path folder, List<Part> parts) {
        LockedDataFolder locked = LockedDataFolder.lock(folder);
        Servers servers = new Servers(locked, Ports.free());
        servers.start(parts);
        return new Parts(locked, servers);
    }

    public Map<String, String> settings() {
        return servers.settings();
    }

    public String setting(String name) {
        String value = settings().get(name);
        if (value == null) {
            throw new IllegalArgumentException("The local servers have no setting " + name);
        }
        return value;
    }

    /** The settings as a service reads them from its environment. */
    Map<String, String> environment() {
        return settings().entrySet().stream()
                .collect(Collectors.toMap(
                        e -> e.getKey().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"), Map.Entry::getValue));
    }

    @Override
    public void close() {
        servers.close();
        folder.close();
    }
}
