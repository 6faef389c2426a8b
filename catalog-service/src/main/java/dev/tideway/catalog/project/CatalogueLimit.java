package dev.tideway.catalog.project;

import io.smallrye.mutiny.Uni;

/** Keeps what every replica is told of one project small enough for a message. */
public interface CatalogueLimit {
    /**
     * In the transaction of a change that may have made it longer, with the project locked.
     *
     * @return fails with a refusal (409, {@code catalogue_size}) if it is too long now
     */
    Uni<Void> require(Project project);
}
