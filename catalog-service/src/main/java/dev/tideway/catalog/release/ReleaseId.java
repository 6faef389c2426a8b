package dev.tideway.catalog.release;

import dev.tideway.catalog.request.PositiveNumber;
import dev.tideway.protocol.InvalidValueException;
import org.jspecify.annotations.Nullable;

/** The ids of releases as they stand in paths and bodies. */
final class ReleaseId {
    private ReleaseId() {}

    /** @throws InvalidValueException if it is none */
    static long of(String field, @Nullable String text) {
        return PositiveNumber.parse(text)
                .orElseThrow(() -> new InvalidValueException(field, "must be the release_id of a release, such as 17"));
    }
}
