package dev.tideway.catalog.release;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tideway.catalog.rollout.Rollout;
import dev.tideway.protocol.Names;
import org.jspecify.annotations.Nullable;

/**
 * The request to offer a release's package in another line.
 *
 * @param channel absent: the same
 * @param appVersion absent: the same
 * @param rollout cohorts; absent: all
 * @param mandatory absent: no
 * @param notes absent: the same
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record Promotion(
        @Nullable String channel,
        @Nullable String appVersion,
        @Nullable Integer rollout,
        @Nullable Boolean mandatory,
        @Nullable String notes) {
    /** @throws dev.tideway.protocol.InvalidValueException if a value breaks a rule */
    public Promotion {
        if (channel != null) {
            Names.channel(channel);
        }
        if (appVersion != null) {
            Names.appVersion(appVersion);
        }
        if (rollout != null) {
            Names.rollout(rollout);
        }
        new ReleaseEdit(mandatory, notes, null, null);
    }

    Again again() {
        int cohorts = rollout == null ? Rollout.FULL.cohorts() : rollout;
        return new Again(appVersion, channel, cohorts, Boolean.TRUE.equals(mandatory), notes);
    }
}
