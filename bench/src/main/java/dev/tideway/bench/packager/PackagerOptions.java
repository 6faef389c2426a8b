package dev.tideway.bench.packager;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** What can be turned. */
final class PackagerOptions {
    @Option(names = "--short", description = "A quick look for CI: the two smaller trees once, ten builds.")
    boolean isShort;

    @Option(names = "--rounds", description = "How often each archiver has its turn (default: ${DEFAULT-VALUE}).")
    int rounds = 3;

    @Option(names = "--builds", description = "Builds announced to an idle packager (default: ${DEFAULT-VALUE}).")
    int builds = 40;

    @Option(
            names = "--big-builds",
            description = "Big builds that another project announced (default: ${DEFAULT-VALUE}).")
    int bigBuilds = 30;

    @Option(names = "--large-files", description = "Files of 20 KB in the large build (default: ${DEFAULT-VALUE}).")
    int largeFiles = 100_000;

    @Option(names = "--only", description = "One of archive, idle, beside, large, storing; all but storing by default.")
    String only = "";

    @Option(names = "--trees", split = ",", description = "Trees of --only archive (default: ${DEFAULT-VALUE}).")
    List<String> trees = List.of("swagger-ui", "bootstrap", "monaco-editor");

    @Option(names = "--media", description = "Folders of files for --only storing, besides the web trees.")
    List<Path> media = List.of();

    @Option(names = "--folder", description = "Where data and logs go (default: ${DEFAULT-VALUE}).")
    Path folder = Path.of("bench/target/packager");

    Path folder() {
        return folder.toAbsolutePath();
    }

    int rounds() {
        return isShort ? 1 : rounds;
    }

    int builds() {
        return isShort ? 10 : builds;
    }

    boolean wants(String part) {
        return only.isEmpty() ? !(isShort && part.equals("large")) : only.equals(part);
    }
}
