package dev.tideway.protocol.catalogue;

import dev.tideway.protocol.Event;
import dev.tideway.protocol.InvalidValueException;
import dev.tideway.protocol.Names;
import dev.tideway.protocol.WireRecord;
import java.util.List;

/**
 * All that devices of one project may be told, as a state: whoever has the highest revision is right, in whatever order
 * the revisions arrived ({@code dev.tideway.catalogue.changed.v1} on {@code catalogue}).
 *
 * <p>The copy in S3 has every number ever given; the copy on the topic only the releases that answers are built from.
 *
 * @param revision grows with every change, 1 or more
 * @param deleted the project is gone, and its id is never used again
 * @param releases every number once, in any order
 */
@WireRecord
public record Catalogue(
        String projectId, long revision, boolean deleted, ProjectSettings settings, List<CatalogueRelease> releases)
        implements Event {
    public Catalogue {
        Names.projectId(projectId);
        if (revision < 1) {
            throw new InvalidValueException("revision", "must be 1 or more");
        }
        settings = settings == null ? ProjectSettings.DEFAULTS : settings;
        releases = releases == null ? List.of() : List.copyOf(releases);
    }

    @Override
    public String subject() {
        return projectId;
    }

    /** The same state with the given releases alone. */
    public Catalogue with(List<CatalogueRelease> kept) {
        return new Catalogue(projectId, revision, deleted, settings, kept);
    }
}
