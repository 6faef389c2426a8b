package dev.tideway.catalog.release;

import dev.tideway.catalog.database.Database;
import dev.tideway.catalog.project.PublishableProjects;
import dev.tideway.catalog.project.SettingsColumn;
import dev.tideway.protocol.artifact.ActionsBase;
import dev.tideway.protocol.artifact.Artifact;
import dev.tideway.protocol.artifact.Sha256;
import dev.tideway.protocol.catalogue.Catalogue;
import dev.tideway.protocol.catalogue.CatalogueRelease;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Projects and releases as catalogues, by statements that need no session and lock nothing. */
@ApplicationScoped
class CatalogueRepository implements PublishableProjects {
    private static final String BEHIND =
            "select id from project where published_revision < revision and seen_revision is null order by behind_since"
                    + " limit $1";

    private static final String BACKLOG = """
            select count(*) filter (where seen_revision is null) as projects,
                   coalesce(extract(epoch from now() - min(behind_since) filter (where seen_revision is null)), 0)::float8
                       as oldest_seconds,
                   count(*) filter (where seen_revision is not null) as outdated
            from project where published_revision < revision or seen_revision is not null""";

    /** One statement is one snapshot: a revision and exactly the releases that belong to it. */
    private static final String NEWEST = """
            select p.revision, p.settings::text as settings, p.deleted_at is not null as deleted, r.*,
                   (select array_agg(a.from_sha256 order by a.from_sha256 collate "C")
                    from actions a
                    where (a.project_id, a.os, a.app_version, a.to_sha256)
                        = (r.project_id, r.os, r.app_version, r.package_sha256)) as actions
            from project p left join release r on r.project_id = p.id and r.update_number is not null
            where p.id = $1
            order by r.os, r.app_version, r.update_number""";

    private static final String PUBLISHED_REVISIONS =
            "select id, published_revision from project where seen_revision is null";

    /** What another one noted stays where it is more. */
    private static final String OUTDATED = """
            insert into project (id, seen_revision, outdated_since, approval_required)
            values ($1, $2, clock_timestamp(), true)
            on conflict (id) do update
            set seen_revision = greatest(project.seen_revision, excluded.seen_revision),
                outdated_since = coalesce(project.outdated_since, excluded.outdated_since)""";

    private static final String PUBLISHED =
            "update project set published_revision = $2 where id = $1 and published_revision < $2";

    private final Database database;

    CatalogueRepository(Database database) {
        this.database = database;
    }

    @Override
    public Uni<List<String>> behind(int limit) {
        return database.query(pool -> pool.preparedQuery(BEHIND).execute(Tuple.of(limit)))
                .map(rows -> stream(rows).map(row -> row.getString("id")).toList());
    }

    @Override
    public Uni<Backlog> backlog() {
        return database.query(pool -> pool.query(BACKLOG).execute())
                .map(rows -> rows.iterator().next())
                .map(row -> new Backlog(
                        row.getLong("projects"),
                        Duration.ofMillis((long) (1e3 * row.getDouble("oldest_seconds"))),
                        row.getLong("outdated")));
    }

    @Override
    public Uni<Catalogue> newest(String projectId) {
        return database.query(pool -> pool.preparedQuery(NEWEST).execute(Tuple.of(projectId)))
                .map(rows -> catalogue(projectId, stream(rows).toList()));
    }

    @Override
    public Uni<Boolean> published(String projectId, long revision) {
        return database.query(pool -> pool.preparedQuery(PUBLISHED).execute(Tuple.of(projectId, revision)))
                .map(rows -> rows.rowCount() == 1);
    }

    @Override
    public Uni<Map<String, Long>> publishedRevisions() {
        return database.query(pool -> pool.query(PUBLISHED_REVISIONS).execute()).map(rows -> stream(rows)
                .collect(Collectors.toMap(row -> row.getString("id"), row -> row.getLong("published_revision"))));
    }

    @Override
    public Uni<Void> outdated(String projectId, long seen) {
        return database.query(pool -> pool.preparedQuery(OUTDATED).execute(Tuple.of(projectId, seen)))
                .replaceWithVoid();
    }

    private static Catalogue catalogue(String projectId, List<Row> rows) {
        if (rows.isEmpty()) {
            throw new NoSuchElementException("there is no project " + projectId);
        }
        Row project = rows.get(0);
        return new Catalogue(
                projectId,
                project.getLong("revision"),
                project.getBoolean("deleted"),
                SettingsColumn.read(project.getString("settings")),
                rows.stream()
                        .filter(row -> row.getLong("update_number") != null)
                        .map(CatalogueRepository::release)
                        .toList());
    }

    private static CatalogueRelease release(Row row) {
        return new CatalogueRelease(
                row.getString("os"),
                row.getString("app_version"),
                row.getString("channel"),
                row.getLong("update_number"),
                OfferDay.of(row.getOffsetDateTime("offered_at").toInstant()),
                CatalogueRelease.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getInteger("rollout"),
                row.getBoolean("mandatory"),
                row.getString("deploy_version"),
                row.getString("min_plugin_version"),
                new Artifact(new Sha256(row.getString("package_sha256")), row.getLong("package_size")),
                new Artifact(new Sha256(row.getString("bundle_sha256")), row.getLong("bundle_size")),
                actions(row.getArrayOfStrings("actions")));
    }

    private static List<CatalogueRelease.Actions> actions(String @Nullable [] from) {
        return from == null
                ? List.of()
                : Stream.of(from)
                        .map(base -> new CatalogueRelease.Actions(new ActionsBase(base)))
                        .toList();
    }

    private static Stream<Row> stream(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }
}
