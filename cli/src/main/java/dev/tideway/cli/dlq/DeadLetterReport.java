package dev.tideway.cli.dlq;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tideway.protocol.WireJson;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@code dlq list --json} prints: always the same fields, {@code null} where there is nothing to say. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record DeadLetterReport(String topic, List<Item> messages) {
    static DeadLetterReport of(String topic, List<DeadLetter> letters, Set<Position> replayed) {
        return new DeadLetterReport(
                topic,
                letters.stream()
                        .map(letter -> Item.of(letter, replayed.contains(letter.position())))
                        .toList());
    }

    /** One line. */
    String json() {
        return WireJson.writeString(this);
    }

    /** @param position as {@code dlq show} and {@code dlq replay} take it */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Item(
            String position,
            int partition,
            long offset,
            String time,
            @Nullable String projectId,
            @Nullable String os,
            @Nullable String buildId,
            String cause,
            @Nullable String source,
            boolean replayed) {
        static Item of(DeadLetter letter, boolean replayed) {
            Position position = letter.position();
            return new Item(
                    position.toString(),
                    position.partition(),
                    position.offset(),
                    letter.time(),
                    letter.projectId(),
                    letter.os(),
                    letter.buildId(),
                    letter.cause(),
                    letter.source(),
                    replayed);
        }
    }
}
