package dev.tideway.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * One exemplary message of each kind, with every field filled in, so that the tests of whoever sends and of whoever
 * receives hold against the same bytes, and people have something to copy.
 */
public final class GoldenMessages {
    private GoldenMessages() {}

    /** @param name for example {@code build-finished} */
    public static byte[] bytes(String name) {
        return resource("golden/" + name + ".json");
    }

    public static <T> T read(String name, Class<T> type) {
        return WireJson.read(bytes(name), type);
    }

    /** The JSON Schema of the messages of that name. */
    public static byte[] schema(String name) {
        return resource("schema/" + name + ".json");
    }

    private static byte[] resource(String path) {
        try (InputStream in = GoldenMessages.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no " + path);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
