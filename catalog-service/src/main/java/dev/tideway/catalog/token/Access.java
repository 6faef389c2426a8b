package dev.tideway.catalog.token;

import dev.tideway.catalog.problem.ProblemType;
import dev.tideway.catalog.problem.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Refuses a caller whose token does not reach far enough, in the same words whether the project exists or not: who may
 * not see a project does not learn of it.
 */
@ApplicationScoped
public class Access {
    private final JsonWebToken token;
    private final TrustedIssuers issuers;
    private final TrustRules rules;

    Access(JsonWebToken token, TrustedIssuers issuers, TrustRules rules) {
        this.token = token;
        this.issuers = issuers;
        this.rules = rules;
    }

    /** @throws RefusedException if the caller's token has not that role in that project */
    public void require(Role role, String projectId) {
        boolean allowed = otherIssuer()
                .map(issuer -> rules.role(projectId, issuer, claims())
                        .filter(has -> has.covers(role))
                        .isPresent())
                .orElseGet(() -> rights().allow(role, projectId));
        if (!allowed) {
            throw refused("Ask for a token with the role " + role.claim() + " (or above) and the project " + projectId
                    + " among its projects.");
        }
    }

    /** The ids of the projects that the caller may see, among them some that do not exist; absent for an admin: all. */
    public Optional<Set<String>> visible() {
        return otherIssuer()
                .map(issuer -> Optional.of(rules.projects(issuer, claims())))
                .orElseGet(() -> rights().visible());
    }

    /** @throws RefusedException if the caller is no admin */
    public void requireAdmin() {
        if (otherIssuer().isPresent() || !rights().allowEverywhere(Role.ADMIN)) {
            throw refused("Ask for a token with the role admin.");
        }
    }

    /** Whom the audit log names; to be asked before the work leaves the request. */
    public String subject() {
        return otherIssuer().map(issuer -> issuer + ":" + token.getSubject()).orElseGet(token::getSubject);
    }

    /** Groups and projects are for this installation's own tokens to say; another issuer's word on them is nothing. */
    private Optional<String> otherIssuer() {
        return issuers.nameOf(token.getIssuer());
    }

    private Rights rights() {
        Object projects = token.getClaim("projects");
        List<String> ids = projects instanceof JsonArray array
                ? array.stream()
                        .filter(JsonString.class::isInstance)
                        .map(id -> ((JsonString) id).getString())
                        .toList()
                : List.of();
        return Rights.of(token.getGroups(), ids);
    }

    /** Texts, numbers and truth values as rules name them. */
    private Map<String, String> claims() {
        Map<String, String> claims = new HashMap<>();
        for (String name : token.getClaimNames()) {
            Object value = token.getClaim(name);
            if (value != null) {
                claims.put(name, value instanceof JsonString text ? text.getString() : value.toString());
            }
        }
        return claims;
    }

    private static RefusedException refused(String detail) {
        return new RefusedException(ProblemType.NOT_ALLOWED, detail);
    }
}
