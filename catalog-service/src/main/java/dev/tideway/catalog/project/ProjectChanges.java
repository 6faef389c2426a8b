package dev.tideway.catalog.project;

import dev.tideway.catalog.audit.AuditEntry;
import dev.tideway.catalog.audit.AuditRepository;
import dev.tideway.catalog.database.Database;
import dev.tideway.catalog.edge.EdgePurges;
import dev.tideway.catalog.problem.ProblemType;
import dev.tideway.catalog.problem.RefusedException;
import dev.tideway.catalog.request.IfMatch;
import dev.tideway.protocol.WireJson;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** What people do with projects: each a transaction in which the entry of the audit log is written too. */
@ApplicationScoped
class ProjectChanges {
    private final Database database;
    private final ProjectRepository projects;
    private final AliasRepository aliases;
    private final AuditRepository audit;
    private final CatalogueLimit limit;
    private final EdgePurges edge;
    private final Event<ProjectChanged> changed;

    ProjectChanges(
            Database database,
            ProjectRepository projects,
            AliasRepository aliases,
            AuditRepository audit,
            CatalogueLimit limit,
            EdgePurges edge,
            Event<ProjectChanged> changed) {
        this.database = database;
        this.projects = projects;
        this.aliases = aliases;
        this.audit = audit;
        this.limit = limit;
        this.edge = edge;
        this.changed = changed;
    }

    /**
     * Which project is to be changed, by whom.
     *
     * @param seen what the caller saw of it
     * @param who as the audit log names them
     */
    record Order(String projectId, IfMatch seen, String who) {}

    Uni<Project> create(String id, String who) {
        return database.change(() -> aliases.isTaken(id)
                        .chain(taken -> {
                            if (taken) {
                                throw new RefusedException(
                                        ProblemType.ALIAS_TAKEN,
                                        "Another project has the alias " + id + ". Take another id.");
                            }
                            return projects.requireRoom().chain(() -> projects.create(id));
                        })
                        .chain(created -> {
                            if (!created) {
                                throw exists(id);
                            }
                            return projects.existing(id);
                        })
                        .call(project ->
                                record(project, new AuditEntry.Act(who, "project.created", "project"), Map.of())))
                .invoke(() -> changed.fire(new ProjectChanged(id)));
    }

    Uni<Project> set(Order order, ProjectEdit edit) {
        return change(order, "project.changed", (project, now) -> {
            project.set(edit);
            if (edit.settings() == null) {
                return Uni.createFrom().voidItem();
            }
            project.revise(now);
            return aliases.replace(project.id(), project.aliases()).chain(() -> limit.require(project));
        });
    }

    Uni<Project> archive(Order order) {
        return change(order, "project.archived", (project, now) -> {
            project.requireActive();
            project.archive(now);
            return Uni.createFrom().voidItem();
        });
    }

    Uni<Project> unarchive(Order order) {
        return change(order, "project.unarchived", (project, now) -> {
            if (!project.isArchived()) {
                throw new RefusedException(
                        ProblemType.WRONG_STATE, "The project " + project.id() + " is not archived; it takes builds.");
            }
            project.archive(null);
            return Uni.createFrom().voidItem();
        });
    }

    /** For ever: devices are told that there is no such project, and its id is never used again. */
    Uni<Project> delete(Order order) {
        return change(order, "project.deleted", (project, now) -> {
            if (!project.isArchived()) {
                throw new RefusedException(
                        ProblemType.WRONG_STATE,
                        "Only an archived project can be deleted. Archive " + project.id()
                                + " first, and see whether anybody misses it.");
            }
            project.delete(now);
            project.revise(now);
            return aliases.replace(project.id(), List.of())
                    .chain(() -> edge.ofProject(project.id(), project.revision()));
        });
    }

    private static RefusedException exists(String id) {
        return new RefusedException(
                ProblemType.PROJECT_EXISTS,
                "The project " + id
                        + " exists, or existed until it was deleted: ids are never used again. Go on with it, or"
                        + " take another id.");
    }

    private Uni<Project> change(Order order, String action, BiFunction<Project, Instant, Uni<Void>> work) {
        return database.change(() -> projects.lock(order.projectId())
                        .chain(project -> database.now().chain(now -> {
                            order.seen().require(project.entityTag());
                            Map<String, Object> before = values(project);
                            return work.apply(project, now)
                                    .chain(() ->
                                            record(project, new AuditEntry.Act(order.who(), action, "project"), before))
                                    .replaceWith(project);
                        })))
                .invoke(() -> changed.fire(new ProjectChanged(order.projectId())));
    }

    private Uni<Void> record(Project project, AuditEntry.Act act, Map<String, Object> before) {
        return audit.append(new AuditEntry(project.id(), act, before, values(project)));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> values(Project project) {
        return WireJson.read(WireJson.write(project.status()), Map.class);
    }
}
