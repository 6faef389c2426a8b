package dev.tideway.cli.release;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tideway.cli.terminal.Share;
import dev.tideway.cli.terminal.Table;
import java.util.ArrayList;
import java.util.List;

/** Says in words what the catalog tells of releases; what is not told is left out. */
public final class ReleaseWords {
    private ReleaseWords() {}

    /** One line: which release, and where it stands. */
    public static List<String> sentence(JsonNode release) {
        JsonNode number = release.path("update_number");
        return List.of(
                "Release " + text(release, "release_id") + (number.isTextual() ? ", update " + number.asText() : "")
                        + " for " + text(release, "os") + " " + text(release, "app_version") + " on channel "
                        + text(release, "channel") + ", is " + text(release, "state") + " for "
                        + Share.words(release.path("rollout").asInt()) + ".");
    }

    /** Every field, a line each. */
    static List<String> all(JsonNode release) {
        List<String> lines = new ArrayList<>();
        release.fields().forEachRemaining(field -> {
            JsonNode value = field.getValue();
            lines.add(String.format("%-20s %s", field.getKey(), value.isValueNode() ? value.asText() : value));
        });
        return lines;
    }

    static List<String> table(Iterable<JsonNode> releases) {
        Table table = new Table(
                "ID", "UPDATE", "OS", "APP VERSION", "CHANNEL", "STATE", "ROLLOUT", "MANDATORY", "DATE", "BUILD");
        releases.forEach(release -> table.add(
                text(release, "release_id"),
                text(release, "update_number"),
                text(release, "os"),
                text(release, "app_version"),
                text(release, "channel"),
                text(release, "state"),
                Share.percent(release.path("rollout").asInt()) + (release.has("rollout_schedule") ? " ..." : ""),
                release.path("mandatory").asBoolean() ? "yes" : "no",
                text(release, "date"),
                text(release, "build_id")));
        return table.lines();
    }

    private static String text(JsonNode release, String field) {
        return release.path(field).asText("-").isEmpty()
                ? "-"
                : release.path(field).asText("-");
    }
}
