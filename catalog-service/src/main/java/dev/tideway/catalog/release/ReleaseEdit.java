package dev.tideway.catalog.release;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tideway.protocol.InvalidValueException;
import dev.tideway.protocol.Names;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is to be another one of a release; what is absent stays as it is, an empty text takes a value away.
 *
 * @param notBefore RFC 3339; of a release that was not offered yet
 * @param minPluginVersion told in the extended answer alone
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record ReleaseEdit(
        @Nullable Boolean mandatory,
        @Nullable String notes,
        @Nullable String notBefore,
        @Nullable String minPluginVersion) {
    private static final int MAX_NOTES = 4096;
    private static final int MAX_VERSION = 64;

    /** @throws InvalidValueException if a value breaks a rule */
    public ReleaseEdit {
        Names.atMost("notes", MAX_NOTES, notes);
        Names.atMost("min_plugin_version", MAX_VERSION, minPluginVersion);
        if (notBefore != null && !notBefore.isEmpty()) {
            Names.time("not_before", notBefore);
        }
    }

    /** Absent where it is to be taken away. */
    @Nullable Instant notBeforeTime() {
        return notBefore == null || notBefore.isEmpty() ? null : Names.time("not_before", notBefore);
    }
}
