package dev.tideway.catalog.project;

import dev.tideway.protocol.catalogue.Catalogue;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;

/** What the publisher needs to know of projects; the truth about it is PostgreSQL's. */
public interface PublishableProjects {
    /** Ids of projects whose revision is above their published one, oldest change first, at most so many. */
    Uni<List<String>> behind(int limit);

    /** What {@link #behind} would list without a limit. */
    Uni<Backlog> backlog();

    /**
     * What waits to be published.
     *
     * @param oldest how long the longest waiting change has waited; zero if nothing waits
     */
    record Backlog(long projects, Duration oldest) {}

    /** The newest state, read in one snapshot: every number ever given. */
    Uni<Catalogue> newest(String projectId);

    /**
     * Raises published_revision to the given one; false if it was there or above already (then an older state may lie
     * on top, and the newest is to be published again).
     */
    Uni<Boolean> published(String projectId, long revision);
}
