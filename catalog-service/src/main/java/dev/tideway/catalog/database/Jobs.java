package dev.tideway.catalog.database;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** The table {@code job}: work that one replica does for all, from time to time by PostgreSQL's clock. */
@ApplicationScoped
public class Jobs {
    private static final String BEGIN = """
            update job set begun_at = clock_timestamp()
            where name = $1 and begun_at + $2 * interval '1 millisecond' <= clock_timestamp()""";

    private final Database database;

    Jobs(Database database) {
        this.database = database;
    }

    /**
     * Whether it is due, and this replica's to do: then it counts as begun.
     *
     * @param interval from one beginning to the next
     */
    public Uni<Boolean> begin(String name, Duration interval) {
        return database.query(pool -> pool.preparedQuery(BEGIN).execute(Tuple.of(name, (double) interval.toMillis())))
                .map(rows -> rows.rowCount() == 1);
    }
}
