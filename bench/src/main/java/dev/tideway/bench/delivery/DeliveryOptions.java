package dev.tideway.bench.delivery;

import dev.tideway.bench.stack.JvmFlags;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/** What can be turned. */
final class DeliveryOptions {
    @Option(names = "--short", description = "A quick look for CI: one round of 2 seconds, 200 slow readers.")
    boolean isShort;

    @Option(names = "--rounds", description = "How often each server has its turn (default: ${DEFAULT-VALUE}).")
    int rounds = 5;

    @Option(names = "--seconds", description = "How long a turn lasts (default: ${DEFAULT-VALUE}).")
    int seconds = 3;

    @Option(
            names = "--only",
            split = ",",
            description = "Some cases alone, separated by commas: ${COMPLETION-CANDIDATES} (default: all).")
    List<Case> only = List.of(Case.values());

    @Option(names = "--no-latencies", description = "Leaves out the times at half of the highest rate.")
    boolean noLatencies;

    @Option(names = "--strace", description = "Counts both servers' system calls as well; needs strace.")
    boolean strace;

    @Option(names = "--slow-readers", description = "Connections that hardly read (default: ${DEFAULT-VALUE}).")
    int slowReaders = 5_000;

    @Option(names = "--jvm", split = " ", description = "Flags of the service's JVM (default: ${DEFAULT-VALUE}).")
    List<String> jvm = JvmFlags.withHeap("512m", JvmFlags.DELIVERY);

    @Option(names = "--folder", description = "Where data and logs go (default: ${DEFAULT-VALUE}).")
    Path folder = Path.of("bench/target/delivery");

    @Option(names = "--hold", description = "Leaves everything running at the end, for a profiler, until Enter.")
    boolean hold;

    Path folder() {
        return folder.toAbsolutePath();
    }

    int rounds() {
        return isShort ? 1 : rounds;
    }

    Duration round() {
        return Duration.ofSeconds(isShort ? 2 : seconds);
    }

    /** At most; it ends when the JVM's compilers rest. */
    Duration warmUp() {
        return Duration.ofSeconds(isShort ? 4 : 120);
    }

    List<Case> cases() {
        return only;
    }

    int slowReaders() {
        return isShort ? 200 : slowReaders;
    }
}
