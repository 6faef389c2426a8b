package dev.tideway.catalog.release;

import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;

/** The last update number given; changed with the project's row locked. */
@Entity
class NumberCounter {
    @EmbeddedId
    private NumberScope scope;

    private long lastGiven;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected NumberCounter() {}

    NumberCounter(NumberScope scope, long lastGiven) {
        this.scope = scope;
        this.lastGiven = lastGiven;
    }

    long lastGiven() {
        return lastGiven;
    }

    void give(long number) {
        if (number <= lastGiven) {
            throw new IllegalStateException("number " + number + " was given in " + scope);
        }
        lastGiven = number;
    }
}
