package dev.tideway.catalog.request;

import dev.tideway.catalog.problem.RefusedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses queries that can be read in two ways, or in none: what is guessed at here would be answered wrongly. */
public class QueryFilter {
    private static final int LONGEST_VALUE = 1024;

    @ServerRequestFilter
    void check(ContainerRequestContext request) {
        for (Map.Entry<String, List<String>> parameter :
                request.getUriInfo().getQueryParameters().entrySet()) {
            String name = parameter.getKey();
            if (parameter.getValue().size() > 1) {
                throw RefusedException.invalid(name, "Send " + name + " once; it is there more than once.");
            }
            parameter.getValue().forEach(value -> check(name, value));
        }
    }

    private static void check(String name, String value) {
        if (value.length() > LONGEST_VALUE) {
            throw RefusedException.invalid(
                    name, "Send a value of at most " + LONGEST_VALUE + " characters for " + name + ".");
        }
        // What is no UTF-8 was replaced by this one when it was decoded.
        if (value.indexOf('\0') >= 0 || value.indexOf('\uFFFD') >= 0) {
            throw RefusedException.invalid(
                    name, "Send the value of " + name + " as UTF-8 with correct percent-encoding, and without NUL.");
        }
    }
}
