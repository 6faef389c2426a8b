package dev.tideway.catalog.explain;

import dev.tideway.catalog.check.CheckQuery;
import dev.tideway.catalog.check.RefusedQueryException;
import dev.tideway.catalog.problem.RefusedException;
import dev.tideway.protocol.Names;
import org.jspecify.annotations.Nullable;

/**
 * A device's own request, read as its check would be, and what devices say beside it or keep for themselves.
 *
 * @param myUpdateNumber absent where it was not sent or is no number; devices' checks never look at it
 * @param cohort of a device with Tideway's client, 1 to 1000
 */
record DeviceQuestion(
        CheckQuery check,
        @Nullable Long myUpdateNumber,
        @Nullable String pluginVersion,
        @Nullable Integer cohort) {
    private static final String NUMBER = "[0-9]{1,18}";

    /** What is asked beside the check's own parameters, as it was sent. */
    record Own(
            @Nullable String myUpdateNumber,
            @Nullable String pluginVersion,
            @Nullable String cohort) {}

    /**
     * @param query as it was sent; {@code project_id} may be left out
     * @throws RefusedException (400) where a device would be refused, or where the cohort is none
     */
    static DeviceQuestion of(String projectId, @Nullable String query, Own own) {
        return new DeviceQuestion(
                check(projectId, query == null ? "" : query),
                number(own.myUpdateNumber()),
                blankToNull(own.pluginVersion()),
                cohort(own.cohort()));
    }

    private static CheckQuery check(String projectId, String query) {
        boolean named = ("&" + query).contains("&project_id=");
        try {
            return CheckQuery.parse(named ? query : "project_id=" + projectId + "&" + query);
        } catch (RefusedQueryException e) {
            throw RefusedException.invalid(e.parameter(), "A device that asks so is refused with 400. " + e.detail());
        }
    }

    private static @Nullable Long number(@Nullable String text) {
        return text != null && text.matches(NUMBER) ? Long.valueOf(text) : null;
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        Names.atMost("plugin_version", Names.MAX_TEXT, text);
        return text == null || text.isBlank() ? null : text;
    }

    private static @Nullable Integer cohort(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 1000) {
            throw RefusedException.invalid(
                    "cohort",
                    "cohort must be a number from 1 to 1000; tideway rollout cohort"
                            + " says which one a device is in.");
        }
        return Integer.valueOf(text);
    }
}
