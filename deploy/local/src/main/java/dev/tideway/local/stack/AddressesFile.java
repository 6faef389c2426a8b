package dev.tideway.local.stack;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideway.local.parts.LockedDataFolder;
import dev.tideway.local.parts.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;

/** Tells the other verbs of the command line where the stack of a data folder listens. */
final class AddressesFile {
    private AddressesFile() {}

    static void write(LockedDataFolder folder, StackPorts ports) {
        var addresses = new LinkedHashMap<String, String>();
        for (var service : TidewayService.values()) {
            addresses.put(service.id(), ports.url(service));
        }
        for (var part : Part.values()) {
            addresses.put(part.id(), ports.servers().address(part));
        }
        try {
            new ObjectMapper()
                    .writerWithDefaultPrettyPrinter()
                    .writeValue(folder.path().resolve("addresses.json").toFile(), addresses);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
