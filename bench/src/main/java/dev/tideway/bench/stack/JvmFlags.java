package dev.tideway.bench.stack;

import dev.tideway.local.parts.TidewayHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;

/** The flags that a service's image starts its JVM with, so that what is measured is what runs in production. */
public final class JvmFlags {
    public static final List<String> CATALOG = ofImage("catalog");
    public static final List<String> DELIVERY = ofImage("delivery");
    public static final List<String> PACKAGER = ofImage("packager");

    private JvmFlags() {}

    /** @param heap as {@code -Xmx} takes it; all of it from the start */
    public static List<String> withHeap(String heap, List<String> flags) {
        return Stream.concat(Stream.of("-Xms" + heap, "-Xmx" + heap), flags.stream())
                .toList();
    }

    /** All but the cache, which lies in an image, and the size of the heap, which goes by a container's limit there. */
    private static List<String> ofImage(String service) {
        var options = TidewayHome.find().path().resolve("k8s/image/jvm/" + service + ".options");
        try (Stream<String> lines = Files.lines(options)) {
            return lines.filter(line -> line.startsWith("-XX:"))
                    .filter(line -> !line.contains("AOTCache") && !line.contains("RAMPercentage"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
