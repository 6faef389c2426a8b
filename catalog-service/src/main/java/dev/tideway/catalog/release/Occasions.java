package dev.tideway.catalog.release;

import dev.tideway.catalog.database.Database;
import dev.tideway.catalog.project.Project;
import dev.tideway.catalog.project.ProjectChanged;
import dev.tideway.catalog.project.ProjectRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.function.Function;

/**
 * Gives each change of a project's releases its transaction, in which nobody else changes the project, and has the project
 * published after it.
 */
@ApplicationScoped
class Occasions {
    private final Database database;
    private final ProjectRepository projects;
    private final Event<ProjectChanged> changed;

    Occasions(Database database, ProjectRepository projects, Event<ProjectChanged> changed) {
        this.database = database;
        this.projects = projects;
        this.changed = changed;
    }

    /**
     * Waits for whoever changes the project.
     *
     * @param who as the audit log names them
     */
    <T> Uni<T> await(String projectId, String who, Function<Occasion, Uni<T>> change) {
        return database.change(() -> projects.lock(projectId).chain(project -> begin(project, who, change)))
                .invoke(() -> changed.fire(new ProjectChanged(projectId)));
    }

    /**
     * Leaves the project to whoever changes it, and leaves alone one that is archived, deleted or outdated.
     *
     * @param who as the audit log names them
     */
    Uni<Void> ifFree(String projectId, String who, Function<Occasion, Uni<Void>> change) {
        return database.change(() -> projects.lockIfFree(projectId)
                        .chain(project -> project == null ? Uni.createFrom().voidItem() : begin(project, who, change)))
                .invoke(() -> changed.fire(new ProjectChanged(projectId)));
    }

    private <T> Uni<T> begin(Project project, String who, Function<Occasion, Uni<T>> change) {
        return database.now().chain(now -> change.apply(new Occasion(project, now, who)));
    }
}
