package dev.tideway.catalog.trust;

import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table {@code trust_rule}. */
@ApplicationScoped
class TrustRuleRepository implements PanacheRepository<TrustRule> {
    Uni<List<TrustRule>> of(String projectId) {
        return find("projectId = ?1", Sort.ascending("id"), projectId).list();
    }

    Uni<@Nullable TrustRule> of(String projectId, long id) {
        return find("projectId = ?1 and id = ?2", projectId, id).firstResult();
    }
}
