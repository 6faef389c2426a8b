package dev.tideway.catalog.rollout;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a schedule is, and when it goes on: a step's time counts from when devices were told of it, not from when it
 * was decided, so that a publisher that stands still never makes a rollout run ahead of what was seen of it.
 *
 * @param schedule its first step is in force
 * @param revision the project's revision with which that step was decided
 * @param due when the next step is, absent until that revision is seen to be published
 */
public record RolloutProgress(
        RolloutSchedule schedule, long revision, @Nullable Instant due) {
    /** What a look at the clock comes to. */
    public sealed interface Turn {}

    /** Nothing is to be done now. */
    public record Wait() implements Turn {}

    /** The step in force has reached devices: its time counts from now. */
    public record Count(Instant due) implements Turn {}

    /** The next step is taken, at most one at a time. */
    public record Widen(RolloutSchedule left) implements Turn {}

    /**
     * What devices have been told of a project.
     *
     * @param revision the newest one
     * @param published the newest one that devices are told
     */
    public record Publishing(long revision, long published) {
        boolean lags() {
            return published < revision;
        }
    }

    /** @param now by PostgreSQL's clock, of which alone it is a function */
    public Turn at(Instant now, Publishing publishing) {
        if (schedule.isOver()) {
            return new Wait();
        }
        if (due == null) {
            return publishing.published() >= revision
                    ? new Count(schedule.inForce().endAfter(now))
                    : new Wait();
        }
        return publishing.lags() || now.isBefore(due) ? new Wait() : new Widen(schedule.next());
    }
}
