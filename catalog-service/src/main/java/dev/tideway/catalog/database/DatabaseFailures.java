package dev.tideway.catalog.database;

import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Tells a database that is away from a statement that it refuses, by SQLSTATE (PostgreSQL's appendix A). */
public final class DatabaseFailures {
    /** Connection exceptions, out of resources, operator intervention, system errors, aborted transactions. */
    private static final List<String> PASSING_CLASSES = List.of("08", "53", "57", "58", "40");

    /** {@code lock_not_available}. */
    private static final String NO_LOCK = "55P03";

    /** Data exceptions: a value that no column can hold. */
    private static final String DATA = "22";

    private DatabaseFailures() {}

    /** Whether the same statement may succeed later. */
    static boolean isAway(Throwable failure) {
        String state = sqlState(failure);
        if (state != null) {
            return NO_LOCK.equals(state) || PASSING_CLASSES.stream().anyMatch(state::startsWith);
        }
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof IOException
                    || t instanceof TimeoutException
                    || t instanceof io.smallrye.mutiny.TimeoutException
                    || t instanceof VertxException) {
                return true;
            }
        }
        return false;
    }

    /** Whether the same values are refused for ever. */
    public static boolean isUnstorable(Throwable failure) {
        String state = sqlState(failure);
        return state != null && state.startsWith(DATA);
    }

    private static @Nullable String sqlState(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof PgException refused) {
                return refused.getSqlState();
            }
            // What Hibernate makes of it.
            if (t instanceof SQLException refused) {
                return refused.getSQLState();
            }
        }
        return null;
    }
}
