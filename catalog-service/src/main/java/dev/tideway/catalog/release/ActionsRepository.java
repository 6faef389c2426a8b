package dev.tideway.catalog.release;

import dev.tideway.protocol.event.ActionsReady;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** The table {@code actions}; changed with the project's row locked. */
@ApplicationScoped
class ActionsRepository {
    private static final String KEEP = """
            insert into actions (project_id, os, app_version, to_sha256, from_sha256, sha256, size)
            values (:project, :os, :version, :to, :from, :sha256, :size)
            on conflict do nothing""";

    /** Whether they were not known before; what was said first stays, since the object never changes. */
    Uni<Boolean> keep(ActionsReady ready) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(KEEP)
                        .setParameter("project", ready.projectId())
                        .setParameter("os", ready.os())
                        .setParameter("version", ready.appVersion())
                        .setParameter("to", ready.to().hex())
                        .setParameter("from", ready.from().name())
                        .setParameter("sha256", ready.actions().sha256().hex())
                        .setParameter("size", ready.actions().size())
                        .executeUpdate())
                .map(rows -> rows == 1);
    }
}
