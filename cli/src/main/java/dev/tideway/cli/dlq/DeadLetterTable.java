package dev.tideway.cli.dlq;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Dead letters for a person to read: a line each, columns aligned, long causes cut. */
final class DeadLetterTable {
    private static final int LONGEST_CAUSE = 100;
    private static final List<String> HEAD = List.of("POSITION", "TIME", "PROJECT", "BUILD", "REPLAYED", "CAUSE");

    private DeadLetterTable() {}

    static String of(List<DeadLetter> letters, Set<Position> replayed) {
        List<List<String>> rows = Stream.concat(
                        Stream.of(HEAD),
                        letters.stream().map(letter -> row(letter, replayed.contains(letter.position()))))
                .toList();
        int[] widths = IntStream.range(0, HEAD.size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining(System.lineSeparator()));
    }

    private static List<String> row(DeadLetter letter, boolean replayed) {
        String build = letter.buildId();
        return List.of(
                letter.position().toString(),
                letter.time(),
                letter.projectId() == null ? "-" : oneLine(letter.projectId()),
                build == null ? "-" : oneLine(letter.os() + "/" + build),
                replayed ? "yes" : "no",
                oneLine(letter.cause()));
    }

    /** A terminal is not to be told what to do by what somebody sent. */
    private static String oneLine(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= LONGEST_CAUSE ? line : line.substring(0, LONGEST_CAUSE - 3) + "...";
    }

    private static String line(List<String> row, int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(column -> row.get(column)
                        + " ".repeat(widths[column] - row.get(column).length()))
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }
}
