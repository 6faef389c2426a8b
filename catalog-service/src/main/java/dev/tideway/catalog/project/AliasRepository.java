package dev.tideway.catalog.project;

import dev.tideway.catalog.problem.ProblemType;
import dev.tideway.catalog.problem.RefusedException;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** The table {@code project_alias}: no id leads to two projects. */
@ApplicationScoped
class AliasRepository {
    private static final String TAKE = """
            insert into project_alias (alias, project_id)
            select a, :project from unnest(string_to_array(:aliases, ',')) a
            where not exists (select from project where id = a)
            on conflict (alias) do nothing""";

    /** Fails with a refusal where one of them belongs to another project, or is one. */
    Uni<Void> replace(String projectId, List<String> aliases) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("delete from project_alias where project_id = :project")
                        .setParameter("project", projectId)
                        .executeUpdate()
                        .chain(() -> take(session, projectId, aliases)));
    }

    private static Uni<Void> take(Mutiny.Session session, String projectId, List<String> aliases) {
        if (aliases.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        // The names hold no comma.
        return session.createNativeQuery(TAKE)
                .setParameter("project", projectId)
                .setParameter("aliases", String.join(",", aliases))
                .executeUpdate()
                .invoke(taken -> {
                    if (taken < aliases.size()) {
                        throw new RefusedException(
                                ProblemType.ALIAS_TAKEN,
                                "One of the aliases " + String.join(", ", aliases)
                                        + " is another project's id or alias. Leave it out, or take it away there.");
                    }
                })
                .replaceWithVoid();
    }

    /** Whether devices that send this id are answered for some project of another id. */
    Uni<Boolean> isTaken(String id) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select count(*) from project_alias where alias = :id", Long.class)
                        .setParameter("id", id)
                        .getSingleResult())
                .map(count -> count > 0);
    }
}
