package dev.tideway.bench.stack;

import java.util.List;
import java.util.stream.Stream;

/** The flags that docs/benchmarks.md recommends for servers in production, so that what is measured is what runs there. */
public final class JvmFlags {
    public static final List<String> CATALOG = List.of(
            "-XX:+UseG1GC",
            "-XX:MaxGCPauseMillis=10",
            "-XX:MaxTenuringThreshold=0",
            "-XX:G1HeapRegionSize=4m",
            "-XX:InitiatingHeapOccupancyPercent=75",
            "-XX:-G1UseAdaptiveIHOP",
            "-XX:-ClassUnloadingWithConcurrentMark");
    public static final List<String> DELIVERY = List.of("-XX:+UseParallelGC");
    public static final List<String> PACKAGER = List.of("-XX:+UseParallelGC");

    private JvmFlags() {}

    /** @param heap as {@code -Xmx} takes it; all of it from the start */
    public static List<String> withHeap(String heap, List<String> flags) {
        return Stream.concat(Stream.of("-Xms" + heap, "-Xmx" + heap), flags.stream())
                .toList();
    }
}
