package dev.tideway.bench.check;

import dev.tideway.bench.stack.JvmFlags;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/** What can be turned. */
final class CheckOptions {
    @Option(names = "--short", description = "A quick look for CI: 2,000 projects, one round of 2 seconds.")
    boolean isShort;

    @Option(names = "--projects", description = "How many projects are loaded (default: ${DEFAULT-VALUE}).")
    int projects = 100_000;

    @Option(names = "--rounds", description = "How often each server has its turn (default: ${DEFAULT-VALUE}).")
    int rounds = 5;

    @Option(names = "--seconds", description = "How long a turn lasts (default: ${DEFAULT-VALUE}).")
    int seconds = 10;

    @Option(names = "--builds", description = "How many builds are offered (default: ${DEFAULT-VALUE}).")
    int builds = 300;

    @Option(
            names = "--warm-up",
            description =
                    "Seconds of load before measuring at most, while the JVM compiles (default: ${DEFAULT-VALUE}).")
    int warmUp = 240;

    @Option(names = "--jvm", split = " ", description = "Flags of the service's JVM (default: ${DEFAULT-VALUE}).")
    List<String> jvm = JvmFlags.withHeap("1g", JvmFlags.CATALOG);

    @Option(names = "--folder", description = "Where data and logs go (default: ${DEFAULT-VALUE}).")
    Path folder = Path.of("bench/target/check");

    @Option(names = "--hold", description = "Leaves everything running at the end, for a profiler, until Enter.")
    boolean hold;

    Path folder() {
        return folder.toAbsolutePath();
    }

    int projects() {
        return isShort ? 2_000 : projects;
    }

    int rounds() {
        return isShort ? 1 : rounds;
    }

    int builds() {
        return isShort ? 20 : builds;
    }

    Duration round() {
        return Duration.ofSeconds(isShort ? 2 : seconds);
    }

    Duration warmUp() {
        return Duration.ofSeconds(isShort ? 2 : warmUp);
    }
}
