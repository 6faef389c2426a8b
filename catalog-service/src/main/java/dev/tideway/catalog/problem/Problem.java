package dev.tideway.catalog.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The body of a refusal ({@code application/problem+json}, RFC 9457).
 *
 * @param detail says what to do
 * @param parameter where one parameter, field or limit is the reason, its name
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String parameter) {
    public static final String MEDIA_TYPE = "application/problem+json";

    public static Problem of(ProblemType type, String detail) {
        return of(type, detail, null);
    }

    public static Problem of(ProblemType type, String detail, @Nullable String parameter) {
        return new Problem(type.urn(), type.title(), type.status(), detail, parameter);
    }

    public static Problem invalid(String parameter, String detail) {
        return of(ProblemType.INVALID_PARAMETER, detail, parameter);
    }
}
