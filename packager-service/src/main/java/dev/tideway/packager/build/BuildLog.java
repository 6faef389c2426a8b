package dev.tideway.packager.build;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Notes of one build: how long each stage took, and how many bytes went in and out. */
final class BuildLog {
    private final Map<Stage, Duration> stages = new EnumMap<>(Stage.class);
    private long lap = System.nanoTime();
    private long bytesIn;
    private long bytesOut;
    private int files;

    /** The time since the last stage ended was spent on this one. */
    void ended(Stage stage) {
        long now = System.nanoTime();
        stages.merge(stage, Duration.ofNanos(now - lap), Duration::plus);
        lap = now;
    }

    void read(long bytes) {
        bytesIn += bytes;
    }

    void wrote(long bytes, int fileCount) {
        bytesOut += bytes;
        files = fileCount;
    }

    long bytesIn() {
        return bytesIn;
    }

    long bytesOut() {
        return bytesOut;
    }

    Map<Stage, Duration> stages() {
        return stages;
    }

    @Override
    public String toString() {
        return "bytes_in=" + bytesIn + " bytes_out=" + bytesOut + " files=" + files + " "
                + stages.entrySet().stream()
                        .map(e -> e.getKey().label() + "_ms=" + e.getValue().toMillis())
                        .collect(Collectors.joining(" "));
    }
}
