package dev.tideway.catalog.project;

import dev.tideway.catalog.problem.ProblemType;
import dev.tideway.catalog.problem.RefusedException;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import org.jspecify.annotations.Nullable;

/** The table {@code project}. A change of anything that belongs to a project begins with its lock. */
@ApplicationScoped
public class ProjectRepository implements PanacheRepositoryBase<Project, String> {
    /** Fails with a refusal where there is no such project. */
    public Uni<Project> existing(String projectId) {
        return findById(projectId).onItem().ifNull().failWith(() -> notFound(projectId));
    }

    /** Waits for whoever changes the project; fails with a refusal where there is none. */
    public Uni<Project> lock(String projectId) {
        return findById(projectId, LockModeType.PESSIMISTIC_WRITE)
                .onItem()
                .ifNull()
                .failWith(() -> notFound(projectId));
    }

    /** Does not wait: absent where somebody else changes the project, or where it is archived. */
    public Uni<@Nullable Project> lockIfFree(String projectId) {
        return getSession()
                .chain(session -> session.createNativeQuery(
                                "select id from project where id = :id and archived_at is null for update skip locked",
                                String.class)
                        .setParameter("id", projectId)
                        .getSingleResultOrNull())
                .chain(free -> free == null ? Uni.createFrom().nullItem() : findById(projectId));
    }

    /** For events, whose senders may do everything: a project that they name and that does not exist is created. */
    public Uni<Project> lockOrCreate(String projectId) {
        return create(projectId).chain(() -> lock(projectId));
    }

    /** Whether it was created; false if it existed. */
    public Uni<Boolean> create(String projectId) {
        return getSession()
                .chain(session -> session.createNativeQuery(
                                "insert into project (id) values (:id) on conflict (id) do nothing")
                        .setParameter("id", projectId)
                        .executeUpdate())
                .map(rows -> rows == 1);
    }

    public static RefusedException notFound(String projectId) {
        return new RefusedException(
                ProblemType.NOT_FOUND,
                "There is no project " + projectId + ". Check its name, or have an admin create it.");
    }
}
