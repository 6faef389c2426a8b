package dev.tideway.catalog.project;

import dev.tideway.protocol.catalogue.Catalogue;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What the publisher needs to know of projects; the truth about it is PostgreSQL's. */
public interface PublishableProjects {
    /**
     * Ids of projects whose revision is above their published one, oldest change first, at most so many. Those that are
     * outdated are left out.
     */
    Uni<List<String>> behind(int limit);

    /** What {@link #behind} would list without a limit. */
    Uni<Backlog> backlog();

    /**
     * What waits to be published.
     *
     * @param oldest how long the longest waiting change has waited; zero if nothing waits
     * @param outdated projects that wait to be recovered, and of which nothing is published
     */
    record Backlog(long projects, Duration oldest, long outdated) {}

    /** The newest state, read in one snapshot: every number ever given. */
    Uni<Catalogue> newest(String projectId);

    /**
     * Raises published_revision to the given one; false if it was there or above already (then an older state may lie
     * on top, and the newest is to be published again).
     */
    Uni<Boolean> published(String projectId, long revision);

    /** The published revision of every project that is not outdated. */
    Uni<Map<String, Long>> publishedRevisions();

    /**
     * Notes that S3 or the topic know more of a project than PostgreSQL, so that nothing of it is published or changed any
     * more. One that PostgreSQL does not know at all is known from then on.
     *
     * @param seen the highest revision that was seen
     */
    Uni<Void> outdated(String projectId, long seen);
}
