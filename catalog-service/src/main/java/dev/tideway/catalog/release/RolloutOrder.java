package dev.tideway.catalog.release;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tideway.catalog.rollout.RolloutSchedule;
import dev.tideway.catalog.rollout.RolloutStep;
import dev.tideway.protocol.InvalidValueException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The request for another share of devices: one of the two.
 *
 * @param rollout cohorts from now on, 1 to 1000; a schedule that runs ends
 * @param schedule steps, the first of which is taken now
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record RolloutOrder(
        @Nullable Integer rollout, @Nullable List<RolloutStep> schedule) {
    /** @throws InvalidValueException if neither or both are given, or one breaks a rule */
    public RolloutOrder {
        if ((rollout == null) == (schedule == null)) {
            throw new InvalidValueException("rollout", "or schedule must be given, and not both");
        }
        steps(rollout, schedule);
    }

    RolloutSchedule steps() {
        return steps(rollout, schedule);
    }

    private static RolloutSchedule steps(@Nullable Integer rollout, @Nullable List<RolloutStep> schedule) {
        return new RolloutSchedule(
                rollout != null ? List.of(new RolloutStep(rollout, null)) : schedule == null ? List.of() : schedule);
    }
}
