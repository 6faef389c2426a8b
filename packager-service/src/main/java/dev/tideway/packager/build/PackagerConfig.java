package dev.tideway.packager.build;

import dev.tideway.packager.source.SourceLimits;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** How many builds are packed at once, what a build may have, and how often is tried. */
@ConfigMapping(prefix = "tideway.packager")
public interface PackagerConfig {
    /** Builds packed at once by this replica, of one project at most half of them. */
    @WithDefault("4")
    int slots();

    /** Builds of one partition that wait in memory; beyond that the partition is paused. */
    @WithDefault("500")
    int waitingPerPartition();

    /** Threads that compress, shared by all builds; where none is set, one for each processor. */
    OptionalInt compressors();

    /**
     * Name of this replica in the consumer group ({@code group.instance.id}), so that a restart keeps its partitions;
     * only where each replica has a name of its own that stays, such as a StatefulSet's.
     */
    Optional<String> instanceId();

    /** Folder for temporary files; where none is set, {@code tideway-packager} in the system's. */
    Optional<Path> workFolder();

    /** How often a build that fails by itself is tried before it goes to the dead letters. */
    @WithDefault("4")
    int attempts();

    /** Pause before the second attempt, doubled before each further one. */
    @WithDefault("2s")
    Duration firstPause();

    /** Time that running builds get to finish when this replica stops. */
    @WithDefault("20s")
    Duration shutdownTime();

    Limits limits();

    /** What one build may have; more is refused. */
    interface Limits {
        /** Bytes of the source as it lies in S3. */
        @WithDefault("2G")
        MemorySize archive();

        /** Bytes of all files. */
        @WithDefault("4G")
        MemorySize unpacked();

        /** Files and folders, also folders that only paths name. */
        @WithDefault("100000")
        int entries();

        /** Bytes of one file. */
        @WithDefault("1G")
        MemorySize file();

        /** Bytes of one path in UTF-8. */
        @WithDefault("512")
        int pathBytes();

        /** Bytes of all paths together, with those of folders. */
        @WithDefault("16M")
        MemorySize allPaths();

        /** Levels of folders, the file itself counted. */
        @WithDefault("32")
        int depth();

        /** Unpacked by packed bytes of one entry larger than 4 MiB. */
        @WithDefault("200")
        int entryRatio();

        /** Unpacked by packed bytes of a source larger than 4 MiB unpacked. */
        @WithDefault("100")
        int totalRatio();

        /** Time of reading and packing, waiting for S3 not counted. */
        @WithDefault("30m")
        Duration time();

        /** Problems told at once. */
        @WithDefault("100")
        int problems();

        default SourceLimits toRecord() {
            return new SourceLimits(
                    archive().asLongValue(),
                    unpacked().asLongValue(),
                    entries(),
                    file().asLongValue(),
                    pathBytes(),
                    allPaths().asLongValue(),
                    depth(),
                    entryRatio(),
                    totalRatio(),
                    time(),
                    problems());
        }
    }
}
