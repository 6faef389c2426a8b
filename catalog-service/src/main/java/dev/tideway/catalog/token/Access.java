package dev.tideway.catalog.token;

import dev.tideway.catalog.problem.ProblemType;
import dev.tideway.catalog.problem.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import java.util.List;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Refuses a caller whose token does not reach far enough, in the same words whether the project exists or not: who may
 * not see a project does not learn of it.
 */
@ApplicationScoped
public class Access {
    private final JsonWebToken token;

    Access(JsonWebToken token) {
        this.token = token;
    }

    /** @throws RefusedException if the caller's token has not that role in that project */
    public void require(Role role, String projectId) {
        if (!rights().allow(role, projectId)) {
            throw refused("Ask for a token with the role " + role.claim() + " (or above) and the project " + projectId
                    + " among its projects.");
        }
    }

    /** @throws RefusedException if the caller is no admin */
    public void requireAdmin() {
        if (!rights().allowEverywhere(Role.ADMIN)) {
            throw refused("Ask for a token with the role admin.");
        }
    }

    /** Whom the audit log names; to be asked before the work leaves the request. */
    public String subject() {
        return token.getSubject();
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

    private static RefusedException refused(String detail) {
        return new RefusedException(ProblemType.NOT_ALLOWED, detail);
    }
}
