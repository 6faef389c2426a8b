package dev.tideway.catalog.release;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a build that is packed: it is offered, or held where the project wants that, or waits for its time, unless a build that was
 * announced later is offered already in its line (project, os, app version, channel).
 */
public sealed interface OfferDecision {
    /** It becomes the newest release of its line. */
    record Offer() implements OfferDecision {}

    /** It waits for an operator. */
    record Hold() implements OfferDecision {}

    /** It waits for its time. */
    record Schedule(Instant notBefore) implements OfferDecision {}

    /** A slow or replayed old build; it never becomes the newest update by itself. */
    record Supersede(NewestOfLine by) implements OfferDecision {}

    /**
     * The release of a line whose build was announced last, whatever became of it since it was offered.
     *
     * @param announced its build's place in the project's order of announcement
     */
    record NewestOfLine(String buildId, long updateNumber, long announced) {}

    /**
     * A build that is packed.
     *
     * @param announced its place in the project's order of announcement
     * @param held whether the project's builds wait for an operator
     * @param notBefore when it may be offered at the earliest; absent: at once
     */
    record Arrival(long announced, boolean held, @Nullable Instant notBefore) {}

    /** @param now by PostgreSQL's clock */
    static OfferDecision of(Arrival build, @Nullable NewestOfLine newest, Instant now) {
        if (newest != null && newest.announced() > build.announced()) {
            return new Supersede(newest);
        }
        if (build.held()) {
            return new Hold();
        }
        Instant time = build.notBefore();
        return time != null && now.isBefore(time) ? new Schedule(time) : new Offer();
    }
}
