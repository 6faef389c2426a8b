package dev.tideway.catalog.request;

import dev.tideway.catalog.problem.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list that is in descending order of its ids: what is added meanwhile moves nothing.
 *
 * @param limit 1 to 200
 * @param below only smaller ids
 */
public record PageQuery(int limit, long below) {
    private static final int DEFAULT_LIMIT = 50;
    private static final int HIGHEST_LIMIT = 200;

    /** @throws RefusedException (400) if a value is none that could have been given */
    public static PageQuery of(@Nullable String limit, @Nullable String cursor) {
        return new PageQuery(parsed(limit), cursor == null ? Long.MAX_VALUE : id(cursor));
    }

    /** One more than the page has, which tells whether another page follows. */
    public int rows() {
        return limit + 1;
    }

    /** What the page has of the rows that were read. */
    public <T> List<T> page(List<T> rows) {
        return rows.size() > limit ? rows.subList(0, limit) : rows;
    }

    /** Where the next page begins; absent where this one is the last. */
    public <T> @Nullable String next(List<T> rows, ToLongFunction<T> id) {
        return rows.size() > limit ? cursor(Long.toString(id.applyAsLong(rows.get(limit - 1)))) : null;
    }

    static String cursor(String last) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(last.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws RefusedException (400) if no answer had such a cursor */
    static String last(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw noCursor();
        }
    }

    static RefusedException noCursor() {
        return RefusedException.invalid("cursor", "cursor must be the next_cursor of an earlier answer.");
    }

    private static long id(String cursor) {
        try {
            return Long.parseLong(last(cursor));
        } catch (NumberFormatException e) {
            throw noCursor();
        }
    }

    static int parsed(@Nullable String limit) {
        if (limit == null) {
            return DEFAULT_LIMIT;
        }
        if (!limit.matches("\\d{1,3}") || Integer.parseInt(limit) < 1 || Integer.parseInt(limit) > HIGHEST_LIMIT) {
            throw RefusedException.invalid("limit", "limit must be a number from 1 to " + HIGHEST_LIMIT + ".");
        }
        return Integer.parseInt(limit);
    }
}
