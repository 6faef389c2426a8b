package dev.tideway.catalog.edge;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** The table {@code edge_purge}, as those see it who take something away from devices: in the transaction of that change. */
@ApplicationScoped
public class EdgePurges {
    private static final String ASK = """
            insert into edge_purge (surrogate_key, project_id, revision) values (:key, :project, :revision)
            on conflict (surrogate_key) do update
            set revision = greatest(edge_purge.revision, excluded.revision), tries = 0, next_try_at = now()""";

    private final boolean isOn;

    EdgePurges(EdgeConfig config) {
        this.isOn = config.purgeUrl().isPresent();
    }

    /**
     * What caches hold of a project is to go once they can get the new state.
     *
     * @param revision with which devices are told something else
     */
    public Uni<Void> ofProject(String projectId, long revision) {
        return isOn
                ? Panache.getSession()
                        .chain(session -> session.createNativeQuery(ASK)
                                .setParameter("key", "project-" + projectId)
                                .setParameter("project", projectId)
                                .setParameter("revision", revision)
                                .executeUpdate())
                        .replaceWithVoid()
                : Uni.createFrom().voidItem();
    }
}
