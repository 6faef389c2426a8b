package dev.tideway.catalog.project;

import dev.tideway.catalog.check.CatalogueIndex;
import dev.tideway.catalog.problem.ProblemType;
import dev.tideway.catalog.problem.RefusedException;
import dev.tideway.catalog.request.PageQuery;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The table {@code project}. A change of anything that belongs to a project begins with its lock. */
@ApplicationScoped
public class ProjectRepository implements PanacheRepositoryBase<Project, String> {
    private static final String OUTDATED = """
            update project set seen_revision = :seen, outdated_since = coalesce(outdated_since, clock_timestamp())
            where id = :id""";

    private final CatalogueIndex told;
    private final LimitsConfig limits;

    ProjectRepository(CatalogueIndex told, LimitsConfig limits) {
        this.told = told;
        this.limits = limits;
    }

    /** Fails with a refusal (409, {@code projects}) if there are as many as there may be. */
    Uni<Void> requireRoom() {
        return count("deletedAt is null")
                .invoke(there -> {
                    if (there >= limits.projects()) {
                        throw RefusedException.limit(
                                "projects",
                                "There are " + limits.projects()
                                        + " projects, which is the limit. Delete one that nobody uses, or raise"
                                        + " tideway.limits.projects.");
                    }
                })
                .replaceWithVoid();
    }

    /**
     * Those that are not deleted, by their ids.
     *
     * @param visible only these; absent: all
     */
    Uni<List<Project>> named(PageQuery<String> page, Optional<Set<String>> visible) {
        if (visible.filter(Set::isEmpty).isPresent()) {
            return Uni.createFrom().item(List.of());
        }
        Parameters parameters = Parameters.with("above", page.after());
        visible.ifPresent(ids -> parameters.and("visible", ids));
        String wanted = "deletedAt is null and id > :above" + (visible.isPresent() ? " and id in :visible" : "");
        return find(wanted, Sort.ascending("id"), parameters)
                .range(0, page.rows() - 1)
                .list();
    }

    /** Fails with a refusal where there is no such project. */
    public Uni<Project> existing(String projectId) {
        return findById(projectId).onItem().ifNull().failWith(() -> notFound(projectId));
    }

    /**
     * Waits for whoever changes the project; fails with a refusal where there is none, where it is deleted, and where
     * devices were told of a revision that this database has not given.
     */
    public Uni<Project> lock(String projectId) {
        return lockAny(projectId).invoke(project -> {
            if (isOutdated(project)) {
                throw outdated(projectId);
            }
            if (project.isDeleted()) {
                throw deleted(projectId);
            }
        });
    }

    /** As {@link #lock}, also where the project is deleted or outdated. */
    public Uni<Project> lockAny(String projectId) {
        return findById(projectId, LockModeType.PESSIMISTIC_WRITE)
                .onItem()
                .ifNull()
                .failWith(() -> told.knows(projectId) ? outdated(projectId) : notFound(projectId));
    }

    /** Does not wait: absent where somebody else changes the project, where it is archived, deleted or outdated. */
    public Uni<@Nullable Project> lockIfFree(String projectId) {
        return getSession()
                .chain(session -> session.createNativeQuery(
                                "select id from project where id = :id and archived_at is null and deleted_at is null"
                                        + " and seen_revision is null for update skip locked",
                                String.class)
                        .setParameter("id", projectId)
                        .getSingleResultOrNull())
                .chain(free -> free == null ? Uni.createFrom().nullItem() : findById(projectId))
                .map(project -> project == null || isOutdated(project) ? null : project);
    }

    /**
     * For events, whose senders may do everything: a project that they name and that does not exist is created, unless
     * devices that send its id mean another one, which fails with a refusal. One that is outdated takes part and
     * {@link Project#holdsBuilds() holds} what it gets; one that is deleted is the caller's to leave alone.
     */
    public Uni<Project> lockOrCreate(String projectId) {
        return insert(projectId)
                .chain(() -> lockAny(projectId))
                .call(project -> isOutdated(project) && !project.isOutdated()
                        ? markOutdated(project)
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> markOutdated(Project project) {
        return getSession().chain(session -> session.createNativeQuery(OUTDATED)
                .setParameter("id", project.id())
                .setParameter("seen", told.revision(project.id()))
                .executeUpdate()
                .chain(() -> session.refresh(project)));
    }

    /** Whether it was created; false if it existed. Fails with a refusal where devices were told of one of that id. */
    public Uni<Boolean> create(String projectId) {
        return insert(projectId).invoke(isNew -> {
            if (isNew && told.knows(projectId)) {
                throw outdated(projectId);
            }
        });
    }

    private Uni<Boolean> insert(String projectId) {
        return getSession()
                .chain(session -> session.createNativeQuery("insert into project (id)"
                                + " select :id where not exists (select from project_alias where alias = :id)"
                                + " on conflict (id) do nothing")
                        .setParameter("id", projectId)
                        .executeUpdate())
                .map(rows -> rows == 1);
    }

    /** Whoever holds the lock has seen every revision ever published, unless the database was restored from a backup. */
    private boolean isOutdated(Project project) {
        return project.isOutdated() || told.revision(project.id()) > project.revision();
    }

    public static RefusedException notFound(String projectId) {
        return new RefusedException(
                ProblemType.NOT_FOUND,
                "There is no project " + projectId + ". Check its name, or have an admin create it.");
    }

    private static RefusedException outdated(String projectId) {
        return new RefusedException(
                ProblemType.PROJECT_OUTDATED,
                "Devices were told of changes to the project " + projectId + " that the database does not know: it was"
                        + " restored from a backup. Devices keep what they are told, and nothing can be changed until an"
                        + " admin runs: tideway recover --project " + projectId);
    }

    private static RefusedException deleted(String projectId) {
        return new RefusedException(
                ProblemType.PROJECT_DELETED,
                "The project " + projectId + " is deleted. Its id is never used again: take another one.");
    }
}
