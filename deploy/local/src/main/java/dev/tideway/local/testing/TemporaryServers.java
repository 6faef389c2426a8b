package dev.tideway.local.testing;

import dev.tideway.local.parts.LockedDataFolder;
import dev.tideway.local.parts.Part;
import dev.tideway.local.parts.Ports;
import dev.tideway.local.parts.Servers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Servers in a temporary folder, made at the first call, that end and vanish with this JVM. */
final class TemporaryServers implements RealPartsMXBean {
    private @Nullable Servers servers;

    @Override
    public Map<String, String> start(String[] parts) {
        var all = servers();
        all.start(Stream.of(parts).map(Part::valueOf).toList());
        return all.settings();
    }

    @Override
    public void stop(String part) {
        servers().stop(Part.valueOf(part));
    }

    @Override
    public void kill(String part) {
        servers().kill(Part.valueOf(part));
    }

    @Override
    public void restart(String part) {
        servers().restart(Part.valueOf(part));
    }

    private synchronized Servers servers() {
        if (servers == null) {
            servers = create();
        }
        return servers;
    }

    private static Servers create() {
        try {
            var folder = LockedDataFolder.lock(Files.createTempDirectory("tideway-parts-"));
            var servers = new Servers(folder, Ports.free());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(servers, folder), "remove real parts"));
            return servers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Servers servers, LockedDataFolder folder) {
        // Nothing in the folder is wanted any more, so nobody waits for clean shutdowns.
        Stream.of(Part.values()).parallel().forEach(servers::kill);
        folder.close();
        try (var paths = Files.walk(folder.path())) {
            paths.sorted(Comparator.reverseOrder()).forEach(TemporaryServers::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
