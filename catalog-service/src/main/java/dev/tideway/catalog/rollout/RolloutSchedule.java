package dev.tideway.catalog.rollout;

import dev.tideway.protocol.InvalidValueException;
import dev.tideway.protocol.Names;
import java.util.List;

/**
 * A rollout that widens with time, such as 1 % for an hour, 10 % for a day, then all. The first step is the one in
 * force.
 *
 * @param steps 1 to 20, each wider than the one before; all but the last one have an end
 */
public record RolloutSchedule(List<RolloutStep> steps) {
    private static final int MOST_STEPS = 20;

    /** @throws InvalidValueException if it breaks a rule */
    public RolloutSchedule {
        steps = List.copyOf(Names.present("schedule", steps));
        if (steps.isEmpty() || steps.size() > MOST_STEPS) {
            throw new InvalidValueException("schedule", "must have 1 to " + MOST_STEPS + " steps");
        }
        for (int i = 0; i < steps.size(); i++) {
            boolean last = i == steps.size() - 1;
            if (steps.get(i).lasts() != last) {
                throw new InvalidValueException(
                        "schedule", "must say hold in each step but the last one, which stays (step " + (i + 1) + ")");
            }
            if (i > 0 && steps.get(i).rollout() <= steps.get(i - 1).rollout()) {
                throw new InvalidValueException(
                        "schedule", "must widen with each step (step " + (i + 1) + "): a schedule never narrows");
            }
        }
    }

    /** The share of devices while the first step is in force. */
    public Rollout rollout() {
        return new Rollout(steps.get(0).rollout());
    }

    /** Whether nothing is left to be done by time. */
    public boolean isOver() {
        return steps.size() == 1;
    }

    RolloutStep inForce() {
        return steps.get(0);
    }

    /** What is left once the next step is taken. */
    RolloutSchedule next() {
        return new RolloutSchedule(steps.subList(1, steps.size()));
    }
}
