package dev.tideway.catalog.request;

import dev.tideway.catalog.problem.RefusedException;
import dev.tideway.protocol.InvalidValueException;
import dev.tideway.protocol.Names;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list that is in the order of its names: what is added meanwhile stands where it belongs.
 *
 * @param limit 1 to 200
 * @param above only names after this one
 */
public record NamedPageQuery(int limit, String above) {
    /** @throws RefusedException (400) if a value is none that could have been given */
    public static NamedPageQuery of(@Nullable String limit, @Nullable String cursor) {
        return new NamedPageQuery(PageQuery.parsed(limit), cursor == null ? "" : name(cursor));
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
    public <T> @Nullable String next(List<T> rows, Function<T, String> name) {
        return rows.size() > limit ? PageQuery.cursor(name.apply(rows.get(limit - 1))) : null;
    }

    private static String name(String cursor) {
        try {
            return Names.projectId(PageQuery.last(cursor));
        } catch (InvalidValueException e) {
            throw PageQuery.noCursor();
        }
    }
}
