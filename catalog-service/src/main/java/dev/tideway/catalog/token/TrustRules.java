package dev.tideway.catalog.token;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The rules by which projects take other issuers' tokens, in memory. */
@ApplicationScoped
public class TrustRules {
    private volatile Map<String, List<Rule>> byProject = Map.of();

    /**
     * What a token's claims must be, for a role in one project.
     *
     * @param issuer what this installation calls the issuer
     * @param claims each must have exactly that value
     */
    public record Rule(String issuer, Role role, Map<String, String> claims) {
        boolean holds(String from, Map<String, String> told) {
            return issuer.equals(from)
                    && claims.entrySet().stream()
                            .allMatch(claim -> claim.getValue().equals(told.get(claim.getKey())));
        }
    }

    /** Whatever was known before is forgotten. */
    public void replace(Map<String, List<Rule>> all) {
        byProject = Map.copyOf(all);
    }

    /** The highest role that a token has in a project. */
    Optional<Role> role(String projectId, String issuer, Map<String, String> claims) {
        return byProject.getOrDefault(projectId, List.of()).stream()
                .filter(rule -> rule.holds(issuer, claims))
                .map(Rule::role)
                .max(Comparator.naturalOrder());
    }

    /** The projects in which a token has a role. */
    Set<String> projects(String issuer, Map<String, String> claims) {
        return byProject.entrySet().stream()
                .filter(project -> project.getValue().stream().anyMatch(rule -> rule.holds(issuer, claims)))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }
}
