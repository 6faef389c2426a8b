package dev.tideway.cli.release;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** From when on, and by which devices, a release may be taken. */
final class ReadinessOptions {
    @Option(
            names = "--not-before",
            paramLabel = "TIME",
            description = "Offer it not before this time, such as 2026-12-01T06:00:00Z.")
    private @Nullable String notBefore;

    @Option(
            names = "--min-plugin-version",
            paramLabel = "VERSION",
            description = "Tell only clients that say what they can do: stock devices never hear of it.")
    private @Nullable String minPluginVersion;

    void addTo(Map<String, Object> edit) {
        ReleasesCommand.put(edit, "not_before", notBefore);
        ReleasesCommand.put(edit, "min_plugin_version", minPluginVersion);
    }
}
