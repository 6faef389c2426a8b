package dev.tideway.catalog.token;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** What the claims of one token come to: a role, and the projects that it holds for. */
record Rights(Optional<Role> role, Set<String> projects) {
    /** @param projects the claim of that name; of no meaning for an admin, who is bound to no project */
    static Rights of(Collection<String> groups, Collection<String> projects) {
        return new Rights(Role.highest(groups), Set.copyOf(projects));
    }

    boolean allow(Role needed, String projectId) {
        return role.filter(r -> r.covers(needed))
                .filter(r -> r == Role.ADMIN || projects.contains(projectId))
                .isPresent();
    }

    /** The projects that may be read; absent: all of them. */
    Optional<Set<String>> visible() {
        return allowEverywhere(Role.ADMIN) ? Optional.empty() : Optional.of(role.isPresent() ? projects : Set.of());
    }

    boolean allowEverywhere(Role needed) {
        return role.filter(r -> r == Role.ADMIN && r.covers(needed)).isPresent();
    }
}
