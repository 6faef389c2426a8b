package dev.tideway.catalog.recovery;

import dev.tideway.catalog.database.Database;
import dev.tideway.catalog.recovery.OutdatedProjects.OutdatedProject;
import dev.tideway.catalog.recovery.RecoveryPlan.Scope;
import dev.tideway.protocol.catalogue.CatalogueRelease;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;

/** What a recovery writes, in the caller's transaction with the project locked, by statements without entities. */
@ApplicationScoped
class RecoveryRepository {
    private static final String OUTDATED = """
            select id, revision, seen_revision, outdated_since from project where seen_revision is not null
            order by id limit 1000""";

    private static final String RAISE = """
            insert into number_counter (project_id, os, app_version, last_given)
            values (:project, :os, :version, :number)
            on conflict (project_id, os, app_version) do update
            set last_given = greatest(number_counter.last_given, excluded.last_given)""";

    /** A package that was never told to anybody under this number may be offered under another one. */
    private static final String DECLINE = """
            update release set state = 'declined', update_number = null, offered_at = null, rollout_steps = null,
                step_revision = null, step_due_at = null, version = version + 1
            where project_id = :project and os = :os and app_version = :version and update_number = :number""";

    private static final String IMPORT = """
            insert into release (project_id, os, app_version, channel, update_number, state, rollout, mandatory,
                deploy_version, min_plugin_version, package_sha256, package_size, bundle_sha256, bundle_size, build_id,
                announced_sequence, offered_at, origin)
            values (:project, :os, :version, :channel, :number, :state, :rollout, :mandatory, :deploy_version,
                cast(:min_plugin_version as text), :package, :package_size, :bundle, :bundle_size, 'recovered', :announced,
                :offered_at, 'recovery')""";

    /** A schedule would go on from where it was at the time of the backup, so it ends. */
    private static final String SET = """
            update release set state = :state, rollout = :rollout, mandatory = :mandatory,
                min_plugin_version = cast(:min_plugin_version as text), rollout_steps = null, step_revision = null,
                step_due_at = null, version = version + 1
            where project_id = :project and os = :os and app_version = :version and update_number = :number""";

    private static final String GIVE_UP_ALIASES = "delete from project_alias where project_id = :project";

    /** What another project has meanwhile stays there. */
    private static final String TAKE_ALIASES = """
            insert into project_alias (alias, project_id)
            select a, :project from unnest(string_to_array(:aliases, ',')) a where a <> ''
            on conflict (alias) do nothing""";

    private static final String CURRENT =
            "update project set seen_revision = null, outdated_since = null where id = :project";

    private final Database database;

    RecoveryRepository(Database database) {
        this.database = database;
    }

    Uni<OutdatedProjects> outdated() {
        return database.query(pool -> pool.query(OUTDATED).execute())
                .map(rows -> new OutdatedProjects(StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new OutdatedProject(
                                row.getString("id"),
                                row.getLong("revision"),
                                row.getLong("seen_revision"),
                                row.getOffsetDateTime("outdated_since")
                                        .toInstant()
                                        .toString()))
                        .toList()));
    }

    Uni<Void> raise(String projectId, Scope scope, long number) {
        return run(
                RAISE, Map.of("project", projectId, "os", scope.os(), "version", scope.appVersion(), "number", number));
    }

    Uni<Void> decline(String projectId, CatalogueRelease release) {
        return run(DECLINE, number(projectId, release));
    }

    /** @param announced its place in the project's order of announcement */
    Uni<Void> bringBack(String projectId, CatalogueRelease release, long announced) {
        Map<String, Object> values = values(projectId, release);
        values.put("channel", release.channel());
        values.put("deploy_version", release.deployVersion());
        values.put("package", release.updatePackage().sha256().hex());
        values.put("package_size", release.updatePackage().size());
        values.put("bundle", release.bundle().sha256().hex());
        values.put("bundle_size", release.bundle().size());
        values.put("announced", announced);
        values.put(
                "offered_at",
                LocalDate.parse(Integer.toString(release.date()), DateTimeFormatter.BASIC_ISO_DATE)
                        .atStartOfDay()
                        .toInstant(ZoneOffset.UTC));
        return run(IMPORT, values);
    }

    Uni<Void> set(String projectId, CatalogueRelease release) {
        return run(SET, values(projectId, release));
    }

    Uni<Void> takeAliases(String projectId, List<String> aliases) {
        return run(GIVE_UP_ALIASES, Map.of("project", projectId))
                .chain(() -> run(TAKE_ALIASES, Map.of("project", projectId, "aliases", String.join(",", aliases))));
    }

    /** Publishing goes on. */
    Uni<Void> markCurrent(String projectId) {
        return run(CURRENT, Map.of("project", projectId));
    }

    private static Map<String, Object> number(String projectId, CatalogueRelease release) {
        return Map.of(
                "project",
                projectId,
                "os",
                release.os(),
                "version",
                release.appVersion(),
                "number",
                release.updateNumber());
    }

    private static Map<String, Object> values(String projectId, CatalogueRelease release) {
        Map<String, Object> values = new HashMap<>(number(projectId, release));
        values.put("state", release.state().name().toLowerCase(Locale.ROOT));
        values.put("rollout", release.rollout());
        values.put("mandatory", release.mandatory());
        values.put("min_plugin_version", release.minPluginVersion());
        return values;
    }

    private static Uni<Void> run(String statement, Map<String, Object> values) {
        return Panache.getSession().chain(session -> {
            var query = session.createNativeQuery(statement);
            values.forEach(query::setParameter);
            return query.executeUpdate().replaceWithVoid();
        });
    }
}
