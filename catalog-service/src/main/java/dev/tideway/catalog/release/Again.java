package dev.tideway.catalog.release;

import org.jspecify.annotations.Nullable;

/**
 * What is another one when a package is offered once more.
 *
 * @param appVersion absent: the same
 * @param channel absent: the same
 * @param rollout cohorts
 * @param notes absent: the same
 */
record Again(
        @Nullable String appVersion,
        @Nullable String channel,
        int rollout,
        boolean mandatory,
        @Nullable String notes) {}
