package dev.tideway.catalog.project;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tideway.protocol.InvalidValueException;
import dev.tideway.protocol.catalogue.ProjectSettings;
import dev.tideway.protocol.event.BuildFinished.Layout;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;

/**
 * What a project is to be set to; what is absent stays as it is.
 *
 * @param settings all of them: what they do not name has its default
 * @param firstUpdateNumber 1 to 999,999,999,999; numbers never go back, whatever it says
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record ProjectEdit(
        @Nullable ProjectSettings settings,
        @Nullable Approval approval,
        @Nullable Layout layout,
        @Nullable Long firstUpdateNumber) {
    private static final long HIGHEST_FIRST = 999_999_999_999L;
    private static final int MOST_ALIASES = 20;
    private static final int MOST_STATIC_UPDATES = 10_000;

    /** @throws InvalidValueException if a value breaks a rule */
    public ProjectEdit {
        if (firstUpdateNumber != null && (firstUpdateNumber < 1 || firstUpdateNumber > HIGHEST_FIRST)) {
            throw new InvalidValueException("first_update_number", "must be a number from 1 to " + HIGHEST_FIRST);
        }
        if (settings != null && settings.mandatoryWindow() < 1) {
            throw new InvalidValueException("mandatory_window", "must be a number of updates, 1 or more");
        }
        if (settings != null && (settings.staticUpdates() < 1 || settings.staticUpdates() > MOST_STATIC_UPDATES)) {
            throw new InvalidValueException(
                    "static_updates", "must be a number of updates from 1 to " + MOST_STATIC_UPDATES);
        }
        if (settings != null
                && (settings.aliases().size() > MOST_ALIASES
                        || new HashSet<>(settings.aliases()).size()
                                < settings.aliases().size())) {
            throw new InvalidValueException("aliases", "must be at most " + MOST_ALIASES + ", each once");
        }
    }
}
