package dev.tideway.catalog.release;

import dev.tideway.catalog.database.Database;
import dev.tideway.catalog.project.Project;
import dev.tideway.catalog.project.ProjectChanged;
import dev.tideway.catalog.project.ProjectRepository;
import dev.tideway.protocol.event.ActionsReady;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

/** Records which install instructions there are, each once, so that devices that can choose are told of them. */
@ApplicationScoped
public class ReleaseActions {
    private final Database database;
    private final ProjectRepository projects;
    private final ReleaseRepository releases;
    private final ActionsRepository actions;
    private final CatalogueBound bound;
    private final Event<ProjectChanged> changed;

    ReleaseActions(
            Database database,
            ProjectRepository projects,
            ReleaseRepository releases,
            ActionsRepository actions,
            CatalogueBound bound,
            Event<ProjectChanged> changed) {
        this.database = database;
        this.projects = projects;
        this.releases = releases;
        this.actions = actions;
        this.bound = bound;
        this.changed = changed;
    }

    /** Where a limit is reached, devices do without. */
    private Uni<Boolean> keep(Project project, ActionsReady ready) {
        return project.isDeleted()
                ? Uni.createFrom().item(false)
                : bound.hasRoom(project)
                        .chain(room ->
                                room ? actions.keep(ready) : Uni.createFrom().item(false));
    }

    /** What leads to a package that no release has is kept for one that may come, and changes nothing until then. */
    public Uni<Void> record(ActionsReady ready) {
        return database.change(() -> projects.lockOrCreate(ready.projectId()).chain(project -> keep(project, ready)
                        .chain(isNew ->
                                isNew ? releases.have(ready) : Uni.createFrom().item(false))
                        .call(isTold -> isTold
                                ? database.now().invoke(project::revise)
                                : Uni.createFrom().voidItem())))
                .invoke(isTold -> {
                    if (isTold) {
                        changed.fire(new ProjectChanged(ready.projectId()));
                    }
                })
                .replaceWithVoid();
    }
}
