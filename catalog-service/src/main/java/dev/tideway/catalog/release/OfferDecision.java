package dev.tideway.catalog.release;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of a build that is packed: it is offered under the next number, unless a build that was announced later
 * is offered already in its line (project, os, app version, channel).
 */
public sealed interface OfferDecision {
    /** It becomes the newest release of its line. */
    record Offer(long updateNumber) implements OfferDecision {}

    /** A slow or replayed old build; it never becomes the newest update by itself. */
    record Supersede(NewestOfLine by) implements OfferDecision {}

    /**
     * The release of a line whose build was announced last, whatever became of it since.
     *
     * @param announced its build's place in the project's order of announcement
     */
    record NewestOfLine(String buildId, long updateNumber, long announced) {}

    /**
     * The numbers of one project, os and app version, across channels.
     *
     * @param first what the project counts from
     * @param last the last one given, absent where none was
     */
    record Numbers(long first, @Nullable Long last) {
        /** Never one that was given, also where the project's first number was set later. */
        long next() {
            return last == null ? first : Math.max(first, last + 1);
        }
    }

    /** @param announced the build's place in the project's order of announcement */
    static OfferDecision of(long announced, @Nullable NewestOfLine newest, Numbers numbers) {
        return newest != null && newest.announced() > announced ? new Supersede(newest) : new Offer(numbers.next());
    }
}
