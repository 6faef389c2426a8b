package dev.tideway.catalog.artifact;

import dev.tideway.catalog.database.Database;
import dev.tideway.catalog.database.DatabaseAwayException;
import dev.tideway.catalog.database.Jobs;
import dev.tideway.catalog.database.OneByOne;
import dev.tideway.catalog.edge.EdgeConfig;
import dev.tideway.protocol.artifact.ActionsBase;
import dev.tideway.protocol.artifact.ArtifactKeys;
import dev.tideway.protocol.artifact.Sha256;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/**
 * Deletes the bytes of packages in two steps: what nothing refers to is condemned, and goes after a time, if nothing refers
 * to it then.
 *
 * <p>A release refers to its package unless it was purged or declined, or its project is deleted.
 */
@ApplicationScoped
public class ArtifactDeletion {
    private static final Logger LOG = Logger.getLogger(ArtifactDeletion.class);
    private static final String JOB = "delete_artifacts";

    private static final String REFERS = "r.state not in ('purged', 'declined') and p.deleted_at is null";

    private static final String CONDEMN = """
            insert into condemned_package (package_sha256, bundle_sha256, due_at)
            select r.package_sha256, min(r.bundle_sha256), now() + $1 * interval '1 millisecond'
            from release r join project p on p.id = r.project_id
            group by r.package_sha256
            having not bool_or(%s)
            on conflict (package_sha256) do nothing""".formatted(REFERS);

    private static final String DUE = """
            select package_sha256, bundle_sha256 from condemned_package
            where deleted_at is null and due_at <= clock_timestamp() order by due_at limit 100""";

    private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended($1, 0))";

    /** What was seen before the lock was taken may not be so any more. */
    private static final String IS_DUE = """
            select from condemned_package
            where package_sha256 = $1 and deleted_at is null and due_at <= clock_timestamp()""";

    private static final String IS_REFERRED_TO = """
            select from release r join project p on p.id = r.project_id
            where r.package_sha256 = $1 and %s limit 1""".formatted(REFERS);

    private static final String IS_BUNDLE_REFERRED_TO = """
            select from release r join project p on p.id = r.project_id
            where r.bundle_sha256 = $1 and r.package_sha256 <> $2 and %s limit 1""".formatted(REFERS);

    private static final String ACTIONS = "select distinct from_sha256 from actions where to_sha256 = $1";
    /** Where the older plugin finds it, if nothing newer took its place. */
    private static final String COPIES =
            "select distinct project_id, os, deploy_version from release where package_sha256 = $1";

    private static final String PURGE_EDGE = """
            insert into edge_purge (surrogate_key) values ('sha256-' || $1)
            on conflict (surrogate_key) do update set tries = 0, next_try_at = now()""";

    private static final String FORGET_ACTIONS = "delete from actions where to_sha256 = $1";
    private static final String KEEP = "delete from condemned_package where package_sha256 = $1";
    private static final String DELETED =
            "update condemned_package set deleted_at = clock_timestamp() where package_sha256 = $1";

    private final Database database;
    private final Jobs jobs;
    private final ArtifactStore store;
    private final ArtifactsConfig config;
    private final boolean isEdgeTold;
    private final MeterRegistry metrics;

    ArtifactDeletion(
            Database database,
            Jobs jobs,
            ArtifactStore store,
            ArtifactsConfig config,
            EdgeConfig edge,
            MeterRegistry metrics) {
        this.database = database;
        this.jobs = jobs;
        this.store = store;
        this.config = config;
        this.isEdgeTold = edge.purgeUrl().isPresent();
        this.metrics = metrics;
    }

    @Scheduled(every = "${tideway.artifacts.look-interval:30s}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return jobs.begin(JOB, config.interval())
                .chain(isDue -> isDue
                        ? condemn().chain(this::deleteDue)
                        : Uni.createFrom().voidItem())
                .onFailure(DatabaseAwayException.class)
                .recoverWithNull();
    }

    /** What nothing refers to any more. */
    Uni<Void> condemn() {
        return database.query(pool -> pool.preparedQuery(CONDEMN)
                        .execute(Tuple.of((double) config.grace().toMillis())))
                .invoke(rows -> count("condemned", rows.rowCount()))
                .replaceWithVoid();
    }

    /** Whatever is due; one that fails is tried again at the next look and holds up no other. */
    public Uni<Void> deleteDue() {
        return database.query(pool -> pool.query(DUE).execute())
                .map(rows -> stream(rows).map(ArtifactDeletion::bytes).toList())
                .chain(due -> OneByOne.each(due, bytes -> delete(bytes)
                        .onFailure()
                        .invoke(e -> {
                            count("failed", 1);
                            LOG.warnf("The package %s is to be deleted and is tried again: %s", bytes.zip(), e);
                        })
                        .onFailure()
                        .recoverWithNull()));
    }

    private Uni<Void> delete(PackageBytes bytes) {
        Tuple zip = Tuple.of(bytes.zip().hex());
        return database.query(pool -> pool.withTransaction(connection -> connection
                .preparedQuery(LOCK)
                .execute(Tuple.of(bytes.bundle().hex()))
                .chain(() -> any(connection, IS_DUE, zip))
                .chain(isDue -> isDue
                        ? any(connection, IS_REFERRED_TO, zip)
                                .chain(isReferredTo -> isReferredTo
                                        ? connection
                                                .preparedQuery(KEEP)
                                                .execute(zip)
                                                .replaceWithVoid()
                                        : delete(connection, bytes))
                        : Uni.createFrom().voidItem())));
    }

    private Uni<Void> delete(SqlConnection connection, PackageBytes bytes) {
        Tuple zip = Tuple.of(bytes.zip().hex());
        return any(
                        connection,
                        IS_BUNDLE_REFERRED_TO,
                        Tuple.of(bytes.bundle().hex(), bytes.zip().hex()))
                .chain(isShared -> connection
                        .preparedQuery(ACTIONS)
                        .execute(zip)
                        .chain(from -> store.delete(
                                bytes,
                                stream(from)
                                        .map(row -> new ActionsBase(row.getString(0)))
                                        .toList(),
                                !isShared)))
                .chain(() -> connection.preparedQuery(COPIES).execute(zip))
                .chain(copies -> store.deleteCopies(
                        bytes, stream(copies).map(ArtifactDeletion::copy).toList()))
                .chain(() -> isEdgeTold
                        ? connection.preparedQuery(PURGE_EDGE).execute(zip).replaceWithVoid()
                        : Uni.createFrom().voidItem())
                .chain(() -> connection.preparedQuery(FORGET_ACTIONS).execute(zip))
                .chain(() -> connection.preparedQuery(DELETED).execute(zip))
                .invoke(() -> {
                    count("deleted", 1);
                    LOG.infof("Nothing refers to the package %s any more: deleted", bytes.zip());
                })
                .replaceWithVoid();
    }

    private static Uni<Boolean> any(SqlConnection connection, String query, Tuple parameters) {
        return connection.preparedQuery(query).execute(parameters).map(rows -> rows.size() > 0);
    }

    private static String copy(Row row) {
        return ArtifactKeys.olderPackage(
                row.getString("project_id"), row.getString("os"), row.getString("deploy_version"));
    }

    private static PackageBytes bytes(Row row) {
        return new PackageBytes(
                new Sha256(row.getString("package_sha256")), new Sha256(row.getString("bundle_sha256")));
    }

    private static Stream<Row> stream(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }

    private void count(String result, int packages) {
        metrics.counter("tideway.artifacts.packages", "result", result).increment(packages);
    }
}
