package dev.tideway.cli.api;

import dev.tideway.cli.terminal.WrongUse;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The base URL of a service, with or without a path of its own. */
public record Address(URI base) {
    /**
     * Reads an address as a person writes it.
     *
     * @throws WrongUse if the text is no http or https URL with a host
     */
    public static Address of(String text) {
        try {
            URI uri = URI.create(text.strip().replaceFirst("/+$", ""));
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && uri.getHost() != null && uri.getRawQuery() == null) {
                return new Address(uri);
            }
        } catch (IllegalArgumentException e) {
            // Falls through: it is told in words below.
        }
        throw new WrongUse("'" + text + "' is no address; write it like http://localhost:8080.");
    }

    /**
     * A path of the service.
     *
     * @param path starts with a slash; already encoded
     */
    public URI at(String path) {
        return URI.create(base + path);
    }

    /**
     * A path of the service with a query.
     *
     * @param parameters in their order; those without a value are left out
     */
    public URI at(String path, Map<String, @Nullable String> parameters) {
        String query = parameters.entrySet().stream()
                .filter(p -> p.getValue() != null)
                .map(p -> p.getKey() + "=" + encoded(p.getValue()))
                .collect(Collectors.joining("&"));
        return at(query.isEmpty() ? path : path + "?" + query);
    }

    /** A space becomes {@code %20}: Tideway reads a plus in a query as a plus. */
    private static String encoded(@Nullable String value) {
        return URLEncoder.encode(String.valueOf(value), StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return base.toString();
    }
}
