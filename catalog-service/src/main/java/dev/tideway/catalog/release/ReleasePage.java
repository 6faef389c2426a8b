package dev.tideway.catalog.release;

import dev.tideway.protocol.WireRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a project's releases, newest first.
 *
 * @param nextCursor absent on the last page
 */
@WireRecord
public record ReleasePage(
        List<ReleaseStatus> releases, @Nullable String nextCursor) {}
