package dev.tideway.catalog.release;

import dev.tideway.catalog.database.Database;
import dev.tideway.catalog.project.Project;
import dev.tideway.catalog.project.ProjectRepository;
import dev.tideway.catalog.release.ReleaseChanges.Order;
import dev.tideway.catalog.request.IfMatch;
import dev.tideway.protocol.catalogue.Catalogue;
import dev.tideway.protocol.catalogue.CatalogueRelease;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** Reads all releases of a project, as they are and as a change would leave them. */
@ApplicationScoped
public class ReleaseOverviews {
    private final Database database;
    private final ProjectRepository projects;
    private final ReleaseRepository releases;
    private final ActionsRepository actions;
    private final Rehearsal rehearsal;

    ReleaseOverviews(
            Database database,
            ProjectRepository projects,
            ReleaseRepository releases,
            ActionsRepository actions,
            Rehearsal rehearsal) {
        this.database = database;
        this.projects = projects;
        this.releases = releases;
        this.actions = actions;
        this.rehearsal = rehearsal;
    }

    /**
     * What a change would bring about.
     *
     * @param told the release as the change would answer with it
     */
    public record Change(ReleaseOverview before, ReleaseOverview after, ReleaseStatus told) {}

    /** Refuses where there is no such project. */
    public Uni<ReleaseOverview> of(String projectId) {
        return database.read(() -> overview(projectId));
    }

    /** Carries the change out by the rules of the verb itself, looks, and undoes all of it; refused as the verb would. */
    public Uni<Change> rehearse(String projectId, PlannedChange plan, String who) {
        Order order = new Order(projectId, ReleaseId.of("release_id", plan.releaseId()), new IfMatch("*"), who);
        return rehearsal
                .step(plan)
                .chain(step -> database.rehearse(() -> projects.lock(projectId)
                        .chain(x -> overview(projectId))
                        .chain(before -> step.on(order).map(Release::status).chain(told -> overview(projectId)
                                .map(after -> new Change(before, after, told))))));
    }

    private Uni<ReleaseOverview> overview(String projectId) {
        return projects.existing(projectId)
                .chain(project -> actions.of(projectId).chain(known -> releases.of(projectId)
                        .map(all -> new ReleaseOverview(
                                catalogue(project, known, all),
                                project.publishing().published(),
                                all.stream().map(Release::status).toList()))));
    }

    private static Catalogue catalogue(
            Project project, Map<ActionsRepository.Target, List<CatalogueRelease.Actions>> actions, List<Release> all) {
        List<CatalogueRelease> numbered = all.stream()
                .filter(release -> release.state() instanceof ReleaseState.Numbered)
                .map(release -> release.inCatalogue(actions))
                .toList();
        return new Catalogue(project.id(), project.revision(), false, project.settings(), numbered);
    }
}
