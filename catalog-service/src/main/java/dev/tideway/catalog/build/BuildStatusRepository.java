package dev.tideway.catalog.build;

import dev.tideway.catalog.database.Database;
import dev.tideway.protocol.artifact.Reason;
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
    /** What becomes of a packed build is what becomes of its release; that it was offered once stays true. */
    private static final String STATUS = """
            select b.project_id, b.build_id, b.os, b.app_version, b.channel, r.update_number,
                   case when r.update_number is not null then 'offered' else coalesce(r.state, b.state) end as state,
                   b.package_sha256, b.package_size, b.reasons::text as reasons, b.announced_at, b.decided_at,
                   newer.build_id as newer_build, newer.update_number as newer_number
            from build b
            left join release r
                   on (r.project_id, r.os, r.build_id) = (b.project_id, b.os, b.build_id) and r.origin = 'build'
            left join release newer on newer.id = r.superseded_by
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
                row.getString("newer_build") == null
                        ? ReasonsColumn.read(row.getString("reasons"))
                        : List.of(newer(row.getString("newer_build"), row.getLong("newer_number"))),
                time(row.getOffsetDateTime("announced_at")),
                time(row.getOffsetDateTime("decided_at")));
    }

    private static Reason newer(String build, long number) {
        return new Reason(
                "NEWER_BUILD_OFFERED",
                null,
                "The build " + build + ", announced later, is offered already as update " + number
                        + ". Have an operator offer this one, or publish it again under a new build id, if it is to be"
                        + " next.");
    }

    private static @Nullable String time(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant().toString();
    }
}
