package dev.tideway.catalog.rollout;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tideway.protocol.InvalidValueException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A share of devices, and how long it lasts before the next step is taken.
 *
 * @param rollout cohorts, 1 to 1000
 * @param hold an ISO 8601 duration such as {@code PT1H} or {@code P1D}, 1 s to 365 days; absent in the last step
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RolloutStep(int rollout, @Nullable String hold) {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(365);

    /** @throws InvalidValueException if it breaks a rule */
    public RolloutStep {
        rollout = new Rollout(rollout).cohorts();
        hold = hold == null ? null : checked(hold).toString();
    }

    static RolloutStep of(int rollout, Duration hold) {
        return new RolloutStep(rollout, hold.toString());
    }

    static RolloutStep last(int rollout) {
        return new RolloutStep(rollout, null);
    }

    boolean lasts() {
        return hold == null;
    }

    /** When the next step is due. */
    Instant endAfter(Instant published) {
        if (hold == null) {
            throw new IllegalStateException("the last step has no end");
        }
        return published.plus(Duration.parse(hold));
    }

    private static Duration checked(String text) {
        try {
            Duration hold = Duration.parse(text);
            if (hold.compareTo(SHORTEST) >= 0 && hold.compareTo(LONGEST) <= 0) {
                return hold;
            }
        } catch (DateTimeException e) {
            // Told below in words.
        }
        throw new InvalidValueException("hold", "must be an ISO 8601 duration from PT1S to P365D, such as PT1H or P1D");
    }
}
