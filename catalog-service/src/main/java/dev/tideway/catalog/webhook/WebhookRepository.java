package dev.tideway.catalog.webhook;

import dev.tideway.catalog.problem.ProblemType;
import dev.tideway.catalog.problem.RefusedException;
import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The table {@code webhook}. */
@ApplicationScoped
class WebhookRepository implements PanacheRepository<Webhook> {
    /** Fails with a refusal where the project has no such webhook. */
    Uni<Webhook> existing(String projectId, long id) {
        return find("projectId = ?1 and id = ?2", projectId, id)
                .firstResult()
                .onItem()
                .ifNull()
                .failWith(() -> new RefusedException(
                        ProblemType.NOT_FOUND, "The project " + projectId + " has no webhook " + id + "."));
    }

    Uni<List<Webhook>> of(String projectId) {
        return find("projectId = ?1", Sort.ascending("id"), projectId).list();
    }
}
