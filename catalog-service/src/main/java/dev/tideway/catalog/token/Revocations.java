package dev.tideway.catalog.token;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The ids of revoked tokens, in memory. They are there before anything that needs PostgreSQL is answered. */
@ApplicationScoped
public class Revocations {
    private volatile Set<String> ids = Set.of();

    boolean has(@Nullable String tokenId) {
        return tokenId != null && ids.contains(tokenId);
    }

    /** Whatever was known before is forgotten. */
    public void replace(Set<String> all) {
        ids = Set.copyOf(all);
    }
}
