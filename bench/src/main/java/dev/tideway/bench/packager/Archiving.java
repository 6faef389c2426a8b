package dev.tideway.bench.packager;

import dev.tideway.bench.report.Numbers;
import dev.tideway.bench.report.Table;
import dev.tideway.packager.archive.Compressors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Time, CPU and size of real trees' packages beside other archivers'. */
final class Archiving {
    /** Archives of the small tree until the JVM has compiled what it will; before, compiling is counted with packing. */
    private static final int WARM_UP = 20;

    private final PackagerOptions options;
    private final Table table = new Table(
            "tree",
            "MB",
            "archiver",
            "time",
            "MB/s",
            "CPU ms/MB",
            "size",
            "time, java.util.zip by this",
            "CPU by that of java.util.zip",
            "size by that of zip -9");

    private Archiving(PackagerOptions options) {
        this.options = options;
    }

    static void run(PackagerOptions options) {
        try (var compressors = new Compressors(Archiver.CORES)) {
            var archiving = new Archiving(options);
            List<WebTree> trees = WebTree.all();
            archiving.warmUp(trees.get(0), compressors);
            trees.stream()
                    .filter(tree -> options.trees.contains(tree.name()))
                    .filter(tree -> !options.isShort || tree.size() < 20_000_000)
                    .forEach(tree -> archiving.compare(tree, compressors));
            System.out.println("\nArchives of real trees, " + Archiver.CORES + " cores, medians of " + options.rounds()
                    + " rounds, 7z one:\n" + archiving.table);
        }
    }

    private void warmUp(WebTree tree, Compressors compressors) {
        for (int round = 0; round < WARM_UP; round++) {
            Archiver.JAVA.measure(tree, archive(), compressors);
            Archiver.TIDEWAY.measure(tree, archive(), compressors);
        }
    }

    private void compare(WebTree tree, Compressors compressors) {
        Map<Archiver, List<Archiver.Cost>> costs = new EnumMap<>(Archiver.class);
        for (int round = 0; round < options.rounds(); round++) {
            for (Archiver archiver : Archiver.values()) {
                if (round > 0 && archiver == Archiver.SEVEN_ZIP) {
                    continue; // It takes ten times as long as the others.
                }
                costs.computeIfAbsent(archiver, a -> new ArrayList<>())
                        .add(archiver.measure(tree, archive(), compressors));
            }
        }
        costs.forEach((archiver, rounds) -> row(tree, archiver, rounds, costs));
    }

    private void row(
            WebTree tree, Archiver archiver, List<Archiver.Cost> rounds, Map<Archiver, List<Archiver.Cost>> all) {
        double megabytes = tree.size() / 1e6;
        double seconds = seconds(rounds);
        double size = size(rounds);
        table.row(
                tree.name(),
                Numbers.tenths(megabytes),
                archiver.title(),
                Numbers.thousandths(seconds) + " s",
                Numbers.tenths(megabytes / seconds),
                Numbers.tenths(cpu(rounds) * 1e3 / megabytes),
                Numbers.whole(size),
                Numbers.ratio(seconds(all.getOrDefault(Archiver.JAVA, rounds)) / seconds),
                Numbers.ratio(cpu(rounds) / cpu(all.getOrDefault(Archiver.JAVA, rounds))),
                Numbers.thousandths(size / size(all.getOrDefault(Archiver.ZIP, rounds))));
    }

    private static double seconds(List<Archiver.Cost> rounds) {
        return Numbers.median(rounds, cost -> Numbers.seconds(cost.time()));
    }

    private static double cpu(List<Archiver.Cost> rounds) {
        return Numbers.median(rounds, cost -> Numbers.seconds(cost.cpu()));
    }

    private static double size(List<Archiver.Cost> rounds) {
        return Numbers.median(rounds, Archiver.Cost::size);
    }

    private Path archive() {
        return options.folder().resolve("archive.zip");
    }
}
