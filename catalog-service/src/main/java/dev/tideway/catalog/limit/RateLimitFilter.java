package dev.tideway.catalog.limit;

import dev.tideway.catalog.limit.RateLimits.Decision;
import dev.tideway.catalog.problem.Problem;
import dev.tideway.catalog.problem.ProblemType;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Refuses what a token asks too fast ({@code 429}, RFC 6585 section 4), and tells every caller how much is left
 * (draft-ietf-httpapi-ratelimit-headers-10).
 */
public class RateLimitFilter {
    private static final String DECISION = RateLimitFilter.class.getName();

    private final JsonWebToken token;
    private final RateLimits limits;

    RateLimitFilter(JsonWebToken token, RateLimits limits) {
        this.token = token;
        this.limits = limits;
    }

    /** Runs once it is known that the token is all right; what has none was refused before. */
    @ServerRequestFilter
    Optional<Response> count(ContainerRequestContext request) {
        String id = token.getTokenID();
        if (id == null) {
            return Optional.empty();
        }
        Decision decision = limits.take(id);
        request.setProperty(DECISION, decision);
        return decision.allowed() ? Optional.empty() : Optional.of(refusal(decision));
    }

    @ServerResponseFilter
    void tell(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(DECISION) instanceof Decision decision) {
            response.getHeaders()
                    .putSingle("RateLimit-Policy", "\"token\";q=" + limits.burst() + ";w=" + limits.secondsToFill());
            response.getHeaders()
                    .putSingle(
                            "RateLimit",
                            "\"token\";r=" + decision.remaining() + ";t="
                                    + (decision.allowed() ? limits.secondsToFill() : decision.retryAfter()));
        }
    }

    private static Response refusal(Decision decision) {
        return Response.status(ProblemType.TOO_MANY_REQUESTS.status())
                .type(Problem.MEDIA_TYPE)
                .header(HttpHeaders.RETRY_AFTER, decision.retryAfter())
                .entity(Problem.of(
                        ProblemType.TOO_MANY_REQUESTS,
                        "This token asks too fast. Wait " + decision.retryAfter()
                                + " s; the header RateLimit says how much is left."))
                .build();
    }
}
