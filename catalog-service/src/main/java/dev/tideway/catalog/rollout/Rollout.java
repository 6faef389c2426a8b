package dev.tideway.catalog.rollout;

import dev.tideway.protocol.InvalidValueException;
import dev.tideway.protocol.Names;

/**
 * The share of devices that a release is offered to: the cohorts from 1 up to a last one. So a wider rollout reaches
 * every cohort that a narrower one reaches, whatever happened in between.
 *
 * @param cohorts 1 to 1000
 */
public record Rollout(int cohorts) {
    /** Every device, also one that cannot choose for itself. */
    public static final Rollout FULL = new Rollout(1000);

    /** @throws InvalidValueException if it is no number of cohorts */
    public Rollout {
        Names.rollout(cohorts);
    }

    /** Whether a device of that cohort may take the release. */
    public boolean reaches(int cohort) {
        return cohort <= cohorts;
    }

    public boolean isFull() {
        return cohorts == FULL.cohorts;
    }

    /** Whether this reaches cohorts that the other does not. */
    public boolean isWiderThan(Rollout other) {
        return cohorts > other.cohorts;
    }
}
