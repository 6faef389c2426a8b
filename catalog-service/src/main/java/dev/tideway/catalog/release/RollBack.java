package dev.tideway.catalog.release;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tideway.catalog.rollout.Rollout;
import org.jspecify.annotations.Nullable;

/**
 * The request to roll a release back.
 *
 * @param to id of the release whose package is offered again; absent: the last one before that every device may have
 * @param mandatory whether devices must take it; absent: no
 * @param notes absent: those of the earlier release
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record RollBack(
        @Nullable String to,
        @Nullable Boolean mandatory,
        @Nullable String notes) {
    /** Checks itself; refuses what is no id. */
    public RollBack {
        if (to != null) {
            ReleaseId.of("to", to);
        }
        new ReleaseEdit(mandatory, notes, null, null);
    }

    long toId() {
        return ReleaseId.of("to", to);
    }

    Again again() {
        return new Again(null, null, Rollout.FULL.cohorts(), Boolean.TRUE.equals(mandatory), notes);
    }
}
