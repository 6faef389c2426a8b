package dev.tideway.catalog.request;

import jakarta.inject.Singleton;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestQuery;

/** Knows the query parameters that a method of the API reads, of which the framework ignores all others. */
@Singleton
class KnownParameters {
    private final Map<Method, List<String>> known = new ConcurrentHashMap<>();

    /** In the order in which the method names them. */
    List<String> of(Method method) {
        return known.computeIfAbsent(method, m -> Arrays.stream(m.getParameters())
                .flatMap(parameter -> parameter.isAnnotationPresent(BeanParam.class)
                        ? Arrays.stream(parameter.getType().getDeclaredFields())
                                .flatMap(field -> name(field, field.getName()))
                        : name(parameter, parameter.getName()))
                .toList());
    }

    private static Stream<String> name(AnnotatedElement place, String ownName) {
        QueryParam standard = place.getAnnotation(QueryParam.class);
        RestQuery shorter = place.getAnnotation(RestQuery.class);
        return standard != null
                ? Stream.of(standard.value())
                : Stream.ofNullable(shorter).map(query -> query.value().isEmpty() ? ownName : query.value());
    }
}
