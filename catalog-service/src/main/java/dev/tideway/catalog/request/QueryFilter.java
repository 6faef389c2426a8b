package dev.tideway.catalog.request;

import dev.tideway.catalog.problem.RefusedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses queries that can be read in two ways, or in none, and parameters that the request does not have: what is guessed
 * at or ignored here would be answered wrongly.
 */
public class QueryFilter {
    private static final int LONGEST_VALUE = 1024;

    private final KnownParameters known;

    QueryFilter(KnownParameters known) {
        this.known = known;
    }

    @ServerRequestFilter
    void check(ContainerRequestContext request, ResourceInfo resource) {
        checkNames(request.getUriInfo().getQueryParameters().keySet(), resource.getResourceMethod());
        for (Map.Entry<String, List<String>> parameter :
                request.getUriInfo().getQueryParameters().entrySet()) {
            String name = parameter.getKey();
            if (parameter.getValue().size() > 1) {
                throw RefusedException.invalid(name, "Send " + name + " once; it is there more than once.");
            }
            parameter.getValue().forEach(value -> check(name, value));
        }
    }

    private void checkNames(Set<String> names, Method method) {
        if (names.isEmpty() || method.isAnnotationPresent(DeviceQuery.class)) {
            return;
        }
        List<String> right = known.of(method);
        names.stream().filter(name -> !right.contains(name)).findFirst().ifPresent(wrong -> {
            throw RefusedException.invalid(
                    wrong,
                    wrong + " is no parameter of this request; leave it out or correct its name. "
                            + (right.isEmpty() ? "It has none." : "It has " + String.join(", ", right) + "."));
        });
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
