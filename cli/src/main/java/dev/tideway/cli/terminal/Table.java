package dev.tideway.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Rows for people: columns as wide as their widest value, two spaces between them. */
public final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... heads) {
        rows.add(List.of(heads));
    }

    /** @param values as many as there are heads; without line breaks they stay in their line */
    public void add(String... values) {
        rows.add(
                List.of(values).stream().map(v -> v.replaceAll("\\p{Cc}+", " ")).toList());
    }

    /** The heads, then the rows. */
    public List<String> lines() {
        return rows.stream().map(this::line).toList();
    }

    private String line(List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String value = row.get(column);
            line.append(value).append(" ".repeat(width(column) - value.length() + 2));
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
