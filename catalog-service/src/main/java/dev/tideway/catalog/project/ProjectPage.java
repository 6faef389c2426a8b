package dev.tideway.catalog.project;

import dev.tideway.protocol.WireRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the projects, by their ids.
 *
 * @param nextCursor absent on the last page
 */
@WireRecord
public record ProjectPage(
        List<ProjectStatus> projects, @Nullable String nextCursor) {}
