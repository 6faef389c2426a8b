package dev.tideway.catalog.problem;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Knows what the header {@code Allow} of a 405 has to name (RFC 9110, section 15.5.6), which the framework does not say. */
@Singleton
class AllowedMethods {
    private final List<Route> routes;

    AllowedMethods(BeanManager beans) {
        this.routes = beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .map(bean -> bean.getBeanClass())
                .filter(type -> type.isAnnotationPresent(Path.class))
                .distinct()
                .flatMap(type -> Arrays.stream(type.getMethods()).flatMap(method -> route(type, method).stream()))
                .toList();
    }

    /** The methods of a path, such as {@code GET, HEAD}. */
    String of(String path) {
        return routes.stream()
                .filter(route -> route.path().matcher(path).matches())
                .flatMap(route -> route.method().equals("GET") ? Stream.of("GET", "HEAD") : Stream.of(route.method()))
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static Optional<Route> route(Class<?> type, Method method) {
        return Arrays.stream(method.getAnnotations())
                .flatMap(annotation ->
                        Optional.ofNullable(annotation.annotationType().getAnnotation(HttpMethod.class)).stream())
                .map(http -> new Route(pattern(type, method), http.value()))
                .findFirst();
    }

    private static Pattern pattern(Class<?> type, Method method) {
        String own = method.isAnnotationPresent(Path.class)
                ? "/" + method.getAnnotation(Path.class).value()
                : "";
        String template = type.getAnnotation(Path.class).value() + own;
        return Pattern.compile(template.replaceAll("\\{[^}]*}", "[^/]+"));
    }

    private record Route(Pattern path, String method) {}
}
