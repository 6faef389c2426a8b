package dev.tideway.local.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** The last lines of a log, indented, to show beside an error; the frames of stack traces are left out. */
public final class LogTail {
    private static final int LINES = 15;
    private static final int LINE_LENGTH = 300;

    private LogTail() {}

    /** What to tell a person when a part does not come up. */
    public static String notStarted(String name, Path log) {
        return name + " did not start. Mend what its log says, or start from nothing with another --data folder.\n"
                + log + " ends with:\n" + of(log);
    }

    private static String of(Path log) {
        try (var all = Files.lines(log)) {
            var lines = all.filter(LogTail::tells).toList();
            return lines.subList(Math.max(0, lines.size() - LINES), lines.size()).stream()
                    .map(line -> "    " + line.substring(0, Math.min(LINE_LENGTH, line.length())))
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            return "    (nothing to read: " + e.getMessage() + ")";
        }
    }

    private static boolean tells(String line) {
        return !line.isBlank() && !line.startsWith("\tat ") && !line.startsWith("\t... ");
    }
}
