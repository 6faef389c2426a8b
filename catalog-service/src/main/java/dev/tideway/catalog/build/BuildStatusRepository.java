package dev.tideway.catalog.build;

import dev.tideway.catalog.database.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Builds with their update numbers, by one statement: many wait for a decision and ask again and again. */
@ApplicationScoped
class BuildStatusRepository {
    private static final String STATUS = """
            select b.project_id, b.build_id, b.os, b.app_version, b.channel, b.state, r.update_number,
                   b.package_sha256, b.package_size, b.reasons::text as reasons, b.announced_at, b.decided_at
            from build b left join release r using (project_id, os, build_id)
            where b.project_id = $1 and b.build_id = $2 and ($3::text is null or b.os = $3)""";

    private final Database database;

    BuildStatusRepository(Database database) {
        this.database = database;
    }

    /** @param os absent: every os that has a build of that id */
    Uni<List<BuildStatus>> find(String projectId, String buildId, @Nullable String os) {
        return database.query(pool -> pool.preparedQuery(STATUS).execute(Tuple.of(projectId, buildId, os)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(BuildStatusRepository::status)
                        .toList());
    }

    private static BuildStatus status(Row row) {
        Long number = row.getLong("update_number");
        return new BuildStatus(
                row.getString("project_id"),
                row.getString("build_id"),
                row.getString("os"),
                row.getString("app_version"),
                row.getString("channel"),
                BuildState.named(row.getString("state")).orElseThrow(),
                number == null ? null : number.toString(),
                row.getString("package_sha256"),
                row.getLong("package_size"),
                ReasonsColumn.read(row.getString("reasons")),
                time(row.getOffsetDateTime("announced_at")),
                time(row.getOffsetDateTime("decided_at")));
    }

    private static @Nullable String time(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant().toString();
    }
}
