package dev.tideway.bench.packager;

import dev.tideway.bench.machine.Memory;
import dev.tideway.bench.report.Numbers;
import dev.tideway.bench.report.Table;
import dev.tideway.bench.stack.JvmFlags;
import dev.tideway.bench.stack.Parts;
import dev.tideway.bench.stack.Service;
import dev.tideway.local.parts.Part;
import dev.tideway.local.parts.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** From a build's event to {@code PackageReady}, on the running service. */
final class Announcing {
    private static final long SMALL = 1_000_000;
    private static final int WARM_UP = 10;
    private static final int LARGE_FILE = 20_000;

    private final PackagerOptions options;

    Announcing(PackagerOptions options) {
        this.options = options;
    }

    /** A small build while nothing else goes on. */
    void whenIdle() {
        WebTree tree = WebTree.all().get(1);
        Path archive = options.folder().resolve("small.zip");
        JavaZip.write(tree.folder(), tree.firstFiles(SMALL), archive);
        List<Duration> times = new ArrayList<>();
        try (Parts parts = parts("idle");
                Service packager = start(parts, JvmFlags.PACKAGER);
                var line = new BuildLine(parts)) {
            for (int build = 0; build < WARM_UP + options.builds(); build++) {
                line.upload("idle-" + build, archive);
                Duration time = line.announce("idle-" + build, Duration.ofMinutes(1));
                if (build >= WARM_UP) {
                    times.add(time);
                }
            }
        }
        List<Duration> sorted = times.stream().sorted().toList();
        System.out.println("\nFrom event to PackageReady, a tree of 1 MB, nothing else to do:\n"
                + new Table("builds", "median", "nine in ten below", "longest")
                        .row(sorted.size(), at(sorted, 0.5), at(sorted, 0.9), at(sorted, 1)));
    }

    /** Small builds of one project, alone and then while a queue of big ones of another is worked off. */
    void besideBigBuilds() {
        WebTree trees = WebTree.all().get(1);
        WebTree big = WebTree.all().get(2);
        Path small = options.folder().resolve("small.zip");
        Path large = options.folder().resolve("big.zip");
        JavaZip.write(trees.folder(), trees.firstFiles(SMALL), small);
        JavaZip.write(big.folder(), big.files(), large);
        try (Parts parts = parts("beside");
                Service packager = start(parts, JvmFlags.PACKAGER);
                var line = new BuildLine(parts)) {
            measure(line, "warm", small, WARM_UP);
            List<Duration> alone = measure(line, "alone", small, options.builds());
            for (int build = 0; build < options.bigBuilds; build++) {
                line.upload("big", "big-" + build, large);
                line.send("big", "big-" + build);
            }
            List<Duration> beside = measure(line, "beside", small, options.builds());
            System.out.println("\nFrom event to PackageReady, a tree of 1 MB, alone and beside " + options.bigBuilds
                    + " builds of 99 MB of another project (" + line.othersReady() + " of them done meanwhile):\n"
                    + new Table("small builds", "count", "median", "nine in ten below", "longest", "median by alone")
                            .row("alone", alone.size(), at(alone, 0.5), at(alone, 0.9), at(alone, 1), "1.0")
                            .row(
                                    "beside",
                                    beside.size(),
                                    at(beside, 0.5),
                                    at(beside, 0.9),
                                    at(beside, 1),
                                    Numbers.tenths(Numbers.seconds(beside.get(beside.size() / 2))
                                            / Numbers.seconds(alone.get(alone.size() / 2)))));
        }
    }

    private static List<Duration> measure(BuildLine line, String name, Path archive, int builds) {
        List<Duration> times = new ArrayList<>();
        for (int build = 0; build < builds; build++) {
            line.upload(name + "-" + build, archive);
            times.add(line.announce(name + "-" + build, Duration.ofMinutes(10)));
        }
        return times.stream().sorted().toList();
    }

    /** One that fits into no memory. */
    void large() {
        Path archive = options.folder().resolve("large.zip");
        LargeBuild.write(archive, options.largeFiles, LARGE_FILE);
        try (Parts parts = parts("large");
                Service packager = start(parts, JvmFlags.withHeap("256m", JvmFlags.PACKAGER));
                var line = new BuildLine(parts)) {
            line.upload("large", archive);
            Duration time = line.announce("large", Duration.ofMinutes(30));
            System.out.println("\nOne large build with a heap of 256 MiB:\n"
                    + new Table("files", "MB", "event to PackageReady", "MB/s", "most memory resident")
                            .row(
                                    Numbers.whole(options.largeFiles),
                                    Numbers.whole((double) options.largeFiles * LARGE_FILE / 1e6),
                                    Numbers.tenths(Numbers.seconds(time)) + " s",
                                    Numbers.tenths(
                                            (double) options.largeFiles * LARGE_FILE / 1e6 / Numbers.seconds(time)),
                                    Numbers.mebibytes((double) Memory.peakResident(packager.handle()))));
        }
    }

    private Parts parts(String name) {
        return Parts.start(options.folder().resolve(name), List.of(Part.KAFKA, Part.S3));
    }

    private Service start(Parts parts, List<String> flags) {
        Map<String, String> environment = Map.of(
                "TIDEWAY_PACKAGER_WORK_FOLDER",
                options.folder().resolve("work").toString(),
                // Folders count too.
                "TIDEWAY_PACKAGER_LIMITS_ENTRIES",
                "200000");
        return Service.start(
                new Service.Launch(
                        "packager-service",
                        flags,
                        environment,
                        Ports.freePorts(1).get(0),
                        options.folder()),
                parts);
    }

    private static String at(List<Duration> sorted, double share) {
        int index = Math.min(sorted.size() - 1, (int) (share * sorted.size()));
        return Numbers.milliseconds(Numbers.seconds(sorted.get(index)) * 1e3);
    }
}
