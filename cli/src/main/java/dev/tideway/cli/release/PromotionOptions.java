package dev.tideway.cli.release;

import dev.tideway.cli.terminal.Share;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a package is to be offered too. */
final class PromotionOptions {
    @Option(names = "--channel", paramLabel = "NAME", description = "The other channel (default: the same).")
    private @Nullable String channel;

    @Option(names = "--app-version", paramLabel = "VERSION", description = "The other app version (default: the same).")
    private @Nullable String appVersion;

    @Option(
            names = "--rollout",
            paramLabel = "SHARE",
            converter = Share.Converter.class,
            description = "Share of devices: 10%% or cohorts from 1 to 1000 (default: all).")
    private @Nullable Share rollout;

    @Option(names = "--mandatory", description = "Devices must take it.")
    private boolean mandatory;

    @Option(names = "--notes", paramLabel = "TEXT", description = "What is new (default: the same).")
    private @Nullable String notes;

    Map<String, Object> wish() {
        Map<String, Object> wish = new LinkedHashMap<>();
        ReleasesCommand.put(wish, "channel", channel);
        ReleasesCommand.put(wish, "app_version", appVersion);
        ReleasesCommand.put(wish, "rollout", rollout == null ? null : rollout.cohorts());
        wish.put("mandatory", mandatory);
        ReleasesCommand.put(wish, "notes", notes);
        return wish;
    }
}
