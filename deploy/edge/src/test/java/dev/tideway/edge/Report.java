package dev.tideway.edge;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table of docs/edge.md. */
final class Report {
    private static final String HEAD = "| edge | what devices did | requests | reached the services | hit ratio |\n"
            + "| --- | --- | --- | --- | --- |\n";

    private final List<String> rows = new ArrayList<>();

    void row(Edge edge, String what, int requests, int reachedTheServices) {
        double hits = 100.0 * (requests - reachedTheServices) / requests;
        row(edge, what, requests, reachedTheServices, String.format(Locale.ROOT, "%.2f %%", hits));
    }

    /** For a package that comes in slices, of which each is a request. */
    void rowOfLargePackage(Edge edge, String what, int requests, int reachedTheServices) {
        row(edge, what, requests, reachedTheServices, "each byte once");
    }

    private void row(Edge edge, String what, int requests, int reachedTheServices, String ratio) {
        rows.add(String.format(
                Locale.ROOT, "| %s | %s | %,d | %,d | %s |", edge.name(), what, requests, reachedTheServices, ratio));
    }

    @Override
    public String toString() {
        return HEAD + String.join("\n", rows) + "\n";
    }
}
