package dev.tideway.packager.build;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Notes of one attempt at a build: how long each stage took, and how many bytes went in and out. */
final class BuildLog {
    private final BuildSpan span;
    private final Map<Stage, Duration> stages = new EnumMap<>(Stage.class);
    private Instant lap = Instant.now();
    private long bytesIn;
    private long bytesOut;
    private int files;

    BuildLog(BuildSpan span) {
        this.span = span;
    }

    /** The time since the last stage ended was spent on this one. */
    void ended(Stage stage) {
        Instant now = Instant.now();
        stages.merge(stage, Duration.between(lap, now), Duration::plus);
        span.stage(stage, lap, now);
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
