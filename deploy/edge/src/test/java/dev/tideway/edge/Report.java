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
        rows.add(String.format(
                Locale.ROOT,
                "| %s | %s | %,d | %,d | %.2f %% |",
                edge.name(),
                what,
                requests,
                reachedTheServices,
                100.0 * (requests - reachedTheServices) / requests));
    }

    @Override
    public String toString() {
        return HEAD + String.join("\n", rows) + "\n";
    }
}
