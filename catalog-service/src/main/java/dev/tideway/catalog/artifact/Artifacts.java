package dev.tideway.catalog.artifact;

import dev.tideway.protocol.event.BuildRef;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;

/** What is done about a package's bytes in the transaction of a change, under the lock of its bundle until that commits. */
@ApplicationScoped
public class Artifacts {
    static final String LOCK = "select count(pg_advisory_xact_lock(hashtextextended(:bundle, 0)))";

    private static final String KEEP = "delete from condemned_package where package_sha256 = :package";

    private static final String CONDEMN = """
            insert into condemned_package (package_sha256, bundle_sha256, due_at) values (:package, :bundle, now())
            on conflict (package_sha256) do update set due_at = excluded.due_at, deleted_at = null""";

    private final ArtifactStore store;

    Artifacts(ArtifactStore store) {
        this.store = store;
    }

    /** Nobody else adds a reference to these bytes or deletes them meanwhile. */
    public Uni<Void> lock(PackageBytes bytes) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(LOCK, Long.class)
                        .setParameter("bundle", bytes.bundle().hex())
                        .getSingleResult())
                .replaceWithVoid();
    }

    /**
     * Something is about to refer to it: it is condemned no more.
     *
     * @return whether its bytes are there; fails with {@link StorageAwayException} where S3 does not say
     */
    public Uni<Boolean> keep(PackageBytes bytes) {
        return lock(bytes).chain(() -> run(KEEP, bytes, false)).chain(() -> goOnHere(store.has(bytes)));
    }

    /** The session of the transaction belongs to the Vert.x context that it was opened on, and S3 answers on another thread. */
    private static <T> Uni<T> goOnHere(Uni<T> answerOfS3) {
        Context own = Objects.requireNonNull(Vertx.currentContext(), "outside of a transaction");
        return answerOfS3
                .onFailure()
                .transform(StorageAwayException::new)
                .emitOn(task -> own.runOnContext(x -> task.run()));
    }

    /** Its bytes go as soon as this commits, unless something refers to it then. */
    public Uni<Void> condemnNow(PackageBytes bytes) {
        return run(CONDEMN, bytes, true);
    }

    /** Lets the packager make a build's package anew, once it is announced to it once more. */
    public Uni<Void> forgetReceipt(BuildRef build) {
        return goOnHere(store.deleteReceipt(build.projectId(), build.os(), build.buildId()));
    }

    private static Uni<Void> run(String statement, PackageBytes bytes, boolean withBundle) {
        return Panache.getSession()
                .chain(session -> {
                    var query = session.createNativeQuery(statement)
                            .setParameter("package", bytes.zip().hex());
                    return (withBundle
                                    ? query.setParameter(
                                            "bundle", bytes.bundle().hex())
                                    : query)
                            .executeUpdate();
                })
                .replaceWithVoid();
    }
}
