package dev.tideway.catalog.release;

import dev.tideway.catalog.database.Database;
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
    private final Event<ProjectChanged> changed;

    ReleaseActions(
            Database database,
            ProjectRepository projects,
            ReleaseRepository releases,
            ActionsRepository actions,
            Event<ProjectChanged> changed) {
        this.database = database;
        this.projects = projects;
        this.releases = releases;
        this.actions = actions;
        this.changed = changed;
    }

    /** What leads to a package that no release has is kept for one that may come, and changes nothing until then. */
    public Uni<Void> record(ActionsReady ready) {
        return database.change(() -> projects.lockOrCreate(ready.projectId()).chain(project -> actions.keep(ready)
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
