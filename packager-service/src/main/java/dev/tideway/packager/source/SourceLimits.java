package dev.tideway.packager.source;

import java.time.Duration;

/**
 * How much of anything one build may have, so that no build can fill memory or disk; the defaults are those of the
 * configuration, {@code tideway.packager.limits}.
 *
 * @param archiveBytes of the source object, or of all objects under a prefix
 * @param unpackedBytes of all files
 * @param entries files and folders
 * @param fileBytes of one file, unpacked
 * @param pathBytes of one path in UTF-8
 * @param allPathsBytes of all paths together, with those of the folders that they imply; a list of names is all that the
 *     packager keeps in memory of a tree
 * @param depth folders above a file, the file itself included
 * @param entryRatio unpacked by packed bytes of one entry, judged from {@link #RATIO_FLOOR} unpacked bytes
 * @param totalRatio unpacked by packed bytes of the archive, judged from {@link #RATIO_FLOOR} unpacked bytes
 * @param time of reading and packing, waiting for others not counted
 * @param problems told at once
 */
public record SourceLimits(
        long archiveBytes,
        long unpackedBytes,
        int entries,
        long fileBytes,
        int pathBytes,
        long allPathsBytes,
        int depth,
        int entryRatio,
        int totalRatio,
        Duration time,
        int problems) {
    /** Below so many unpacked bytes nobody is harmed, and honest files of one repeated character exist. */
    public static final long RATIO_FLOOR = 4L << 20;

    /** What a tar archive may have beside its files: two headers and padding for each entry, and its end. */
    long tarBytes() {
        return Math.addExact(unpackedBytes, (entries + 1L) * 3 * 512 + (1 << 20));
    }
}
