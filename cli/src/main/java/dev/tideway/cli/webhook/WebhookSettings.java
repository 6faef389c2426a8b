package dev.tideway.cli.webhook;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What can be said of a webhook. */
final class WebhookSettings {
    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "standard (all of an event; the default) or chat (a sentence, as Slack and Mattermost take it).")
    private @Nullable String format;

    @Option(
            names = "--event",
            paramLabel = "TYPE",
            description = "Only events of this type, such as dev.tideway.release.offered.v1; may be repeated (default:"
                    + " all).")
    private @Nullable List<String> events;

    @Option(names = "--description", paramLabel = "TEXT", description = "For people.")
    private @Nullable String description;

    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        put(fields, "format", format);
        put(fields, "event_types", events);
        put(fields, "description", description);
        return fields;
    }

    static void put(Map<String, Object> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }
}
