package dev.tideway.packager.build;

import dev.tideway.settings.BadSettingException;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;

/** Refuses to start with numbers with which no build could ever be packed. */
@Startup
@Singleton
final class PackagerCheck {
    PackagerCheck(PackagerConfig config) {
        PackagerConfig.Limits limits = config.limits();
        Map<String, Long> numbers = new LinkedHashMap<>();
        numbers.put("slots", (long) config.slots());
        numbers.put("waiting-per-partition", (long) config.waitingPerPartition());
        config.compressors().ifPresent(threads -> numbers.put("compressors", (long) threads));
        numbers.put("attempts", (long) config.attempts());
        numbers.put("limits.archive", limits.archive().asLongValue());
        numbers.put("limits.unpacked", limits.unpacked().asLongValue());
        numbers.put("limits.entries", (long) limits.entries());
        numbers.put("limits.file", limits.file().asLongValue());
        numbers.put("limits.path-bytes", (long) limits.pathBytes());
        numbers.put("limits.all-paths", limits.allPaths().asLongValue());
        numbers.put("limits.depth", (long) limits.depth());
        numbers.put("limits.entry-ratio", (long) limits.entryRatio());
        numbers.put("limits.total-ratio", (long) limits.totalRatio());
        numbers.put("limits.time", limits.time().toMillis());
        numbers.put("limits.problems", (long) limits.problems());
        numbers.forEach((name, value) -> {
            if (value < 1) {
                throw new BadSettingException(
                        "tideway.packager." + name, "is " + value, "set it to 1 or more, or leave it out");
            }
        });
    }
}
