package dev.tideway.bench.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The pauses that a JVM wrote to its log ({@code -Xlog:gc}). */
record GcLog(Path file) {
    private static final Pattern PAUSE = Pattern.compile("Pause.* (\\d+\\.\\d+)ms");

    String flag() {
        return "-Xlog:gc:file=" + file + "::filecount=0";
    }

    /** How many lines there are, to ask later for what came since. */
    int position() {
        return lines().size();
    }

    /** Milliseconds of each pause since a position. */
    List<Double> pausesSince(int position) {
        return lines().stream()
                .skip(position)
                .map(PAUSE::matcher)
                .filter(Matcher::find)
                .map(pause -> Double.valueOf(pause.group(1)))
                .toList();
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
