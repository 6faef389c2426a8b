package dev.tideway.catalog.release;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tideway.protocol.Names;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The request to say what a change would bring about.
 *
 * @param releaseId which release it is about
 * @param change what the verb of that name takes as its body; absent where it takes none
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record PlannedChange(
        Action action,
        String releaseId,
        @Schema(implementation = Object.class) @Nullable JsonNode change) {
    /** Refuses what no change could be. */
    public PlannedChange {
        Names.present("action", action);
        ReleaseId.of("release_id", releaseId);
    }

    /** What people do with a release. */
    public enum Action {
        @JsonProperty("offer")
        OFFER,
        @JsonProperty("approve")
        APPROVE,
        @JsonProperty("decline")
        DECLINE,
        @JsonProperty("pause")
        PAUSE,
        @JsonProperty("resume")
        RESUME,
        @JsonProperty("withdraw")
        WITHDRAW,
        @JsonProperty("purge")
        PURGE,
        @JsonProperty("rollback")
        ROLLBACK,
        @JsonProperty("promote")
        PROMOTE,
        @JsonProperty("rollout")
        ROLLOUT,
        @JsonProperty("set")
        SET
    }
}
