package dev.tideway.catalog.request;

import dev.tideway.catalog.problem.RefusedException;
import dev.tideway.protocol.Names;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list that is in the order of a key, newest first or by names: what is added meanwhile moves nothing.
 *
 * @param limit 1 to 200
 * @param after only entries that come after the one with this key
 */
public record PageQuery<K>(int limit, K after) {
    private static final int DEFAULT_LIMIT = 50;
    private static final int HIGHEST_LIMIT = 200;

    /**
     * Of a list in descending order of ids.
     *
     * @throws RefusedException (400) if a value is none that could have been given
     */
    public static PageQuery<Long> newestFirst(@Nullable String limit, @Nullable String cursor) {
        return of(limit, cursor, Long.MAX_VALUE, Long::valueOf);
    }

    /**
     * Of a list in the order of projects' ids.
     *
     * @throws RefusedException (400) if a value is none that could have been given
     */
    public static PageQuery<String> byProject(@Nullable String limit, @Nullable String cursor) {
        return of(limit, cursor, "", Names::projectId);
    }

    private static <K> PageQuery<K> of(
            @Nullable String limit, @Nullable String cursor, K start, Function<String, K> key) {
        return new PageQuery<>(
                limit == null ? DEFAULT_LIMIT : parsed(limit), cursor == null ? start : last(cursor, key));
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
    public <T> @Nullable String next(List<T> rows, Function<T, K> key) {
        return rows.size() > limit ? cursor(key.apply(rows.get(limit - 1)).toString()) : null;
    }

    private static String cursor(String last) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(last.getBytes(StandardCharsets.UTF_8));
    }

    private static <K> K last(String cursor, Function<String, K> key) {
        try {
            return key.apply(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw RefusedException.invalid("cursor", "cursor must be the next_cursor of an earlier answer.");
        }
    }

    private static int parsed(String limit) {
        if (!limit.matches("\\d{1,3}") || Integer.parseInt(limit) < 1 || Integer.parseInt(limit) > HIGHEST_LIMIT) {
            throw RefusedException.invalid("limit", "limit must be a number from 1 to " + HIGHEST_LIMIT + ".");
        }
        return Integer.parseInt(limit);
    }
}
