package dev.tideway.catalog.build;

import dev.tideway.protocol.event.BuildRef;
import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** The table {@code build}; changed with the project's row locked. */
@ApplicationScoped
class BuildRepository implements PanacheRepository<Build> {
    /** Absent where nobody spoke of such a build yet. */
    Uni<@Nullable Build> find(BuildRef ref) {
        return find("projectId = ?1 and os = ?2 and buildId = ?3", ref.projectId(), ref.os(), ref.buildId())
                .firstResult();
    }
}
