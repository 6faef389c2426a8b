package dev.tideway.catalog.release;

import org.jspecify.annotations.Nullable;

/**
 * The numbers of one project, os and app version, across channels.
 *
 * @param first what the project counts from
 * @param last the last one given, absent where none was
 */
record UpdateNumbers(long first, @Nullable Long last) {
    /** Never one that was given, also where the project's first number was set later. */
    long next() {
        return last == null ? first : Math.max(first, last + 1);
    }
}
