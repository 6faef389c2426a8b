package dev.tideway.bench.packager;

import dev.tideway.bench.machine.Command;
import dev.tideway.bench.machine.CpuTime;
import dev.tideway.packager.archive.Compressors;
import dev.tideway.packager.archive.ReproducibleArchive;
import dev.tideway.packager.source.Deadline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** One way to make a ZIP of a tree. */
enum Archiver {
    ZIP("zip -9") {
        @Override
        void write(WebTree tree, Path archive, Compressors compressors) {
            Command.run(List.of("sh", "-c", "cd '" + tree.folder() + "' && zip -q -9 -X -r '" + archive + "' ."));
        }
    },
    SEVEN_ZIP("7z a -tzip -mx=9") {
        @Override
        void write(WebTree tree, Path archive, Compressors compressors) {
            Command.run(List.of("7z", "a", "-bd", "-tzip", "-mx=9", archive.toString(), tree.folder() + "/."));
        }
    },
    JAVA("java.util.zip, level 9") {
        @Override
        void write(WebTree tree, Path archive, Compressors compressors) {
            JavaZip.write(tree.folder(), tree.files(), archive);
        }
    },
    TIDEWAY("Tideway, bundle and package") {
        @Override
        void write(WebTree tree, Path archive, Compressors compressors) throws Exception {
            Path bundle = Files.createTempFile("bench", ".tar");
            try {
                Files.delete(bundle);
                new ReproducibleArchive(compressors)
                        .write(tree.asSource(), bundle, archive, new Deadline(Duration.ofHours(1)));
            } finally {
                Files.deleteIfExists(bundle);
            }
        }
    };

    static final int CORES = Runtime.getRuntime().availableProcessors();

    private final String title;

    Archiver(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** @param archive is not there before */
    abstract void write(WebTree tree, Path archive, Compressors compressors) throws Exception;

    /**
     * What one archive took.
     *
     * @param size bytes of the archive
     */
    record Cost(Duration time, Duration cpu, long size) {}

    Cost measure(WebTree tree, Path archive, Compressors compressors) {
        try {
            Files.deleteIfExists(archive);
            Duration cpuBefore = cpu();
            long begin = System.nanoTime();
            write(tree, archive, compressors);
            Duration time = Duration.ofNanos(System.nanoTime() - begin);
            return new Cost(time, cpu().minus(cpuBefore), Files.size(archive));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException(title + " failed", e);
        }
    }

    /** This JVM's, with its collector and compiler, and that of programs that it ran. */
    private static Duration cpu() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return Duration.ofNanos(system.getProcessCpuTime()).plus(CpuTime.ofEndedChildren());
    }
}
