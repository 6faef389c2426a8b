package dev.tideway.catalog.release;

import dev.tideway.protocol.InvalidValueException;
import org.jspecify.annotations.Nullable;

/** The ids of releases as they stand in paths and bodies. */
final class ReleaseId {
    private ReleaseId() {}

    /** @throws InvalidValueException if it is none */
    static long of(String field, @Nullable String text) {
        if (text == null || !text.matches("[1-9][0-9]{0,17}")) {
            throw new InvalidValueException(field, "must be the release_id of a release, such as 17");
        }
        return Long.parseLong(text);
    }
}
