package dev.tideway.catalog.trust;

import dev.tideway.catalog.request.PageQuery;
import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table {@code revoked_token}. */
@ApplicationScoped
class RevokedTokenRepository implements PanacheRepository<RevokedToken> {
    Uni<@Nullable RevokedToken> of(String jti) {
        return find("jti = ?1", jti).firstResult();
    }

    Uni<List<RevokedToken>> newest(PageQuery<Long> page) {
        return find("id < ?1", Sort.descending("id"), page.after())
                .range(0, page.rows() - 1)
                .list();
    }
}
