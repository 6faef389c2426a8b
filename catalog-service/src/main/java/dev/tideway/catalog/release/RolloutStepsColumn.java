package dev.tideway.catalog.release;

import dev.tideway.catalog.rollout.RolloutSchedule;
import dev.tideway.catalog.rollout.RolloutStep;
import dev.tideway.protocol.WireJson;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps the steps of a schedule as the JSON that they are in the API. */
@Converter
class RolloutStepsColumn implements AttributeConverter<@Nullable RolloutSchedule, @Nullable String> {
    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable RolloutSchedule schedule) {
        return schedule == null ? null : WireJson.writeString(schedule.steps());
    }

    @Override
    public @Nullable RolloutSchedule convertToEntityAttribute(@Nullable String json) {
        return json == null
                ? null
                : new RolloutSchedule(
                        List.of(WireJson.read(json.getBytes(StandardCharsets.UTF_8), RolloutStep[].class)));
    }
}
