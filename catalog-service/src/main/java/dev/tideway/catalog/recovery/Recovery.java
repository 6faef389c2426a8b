package dev.tideway.catalog.recovery;

import dev.tideway.catalog.audit.AuditEntry;
import dev.tideway.catalog.audit.AuditRepository;
import dev.tideway.catalog.check.CatalogueStore;
import dev.tideway.catalog.database.Database;
import dev.tideway.catalog.database.OneByOne;
import dev.tideway.catalog.problem.ProblemType;
import dev.tideway.catalog.problem.RefusedException;
import dev.tideway.catalog.project.Project;
import dev.tideway.catalog.project.ProjectChanged;
import dev.tideway.catalog.project.ProjectRepository;
import dev.tideway.catalog.project.PublishableProjects;
import dev.tideway.catalog.publish.TopicStates;
import dev.tideway.protocol.catalogue.Catalogue;
import dev.tideway.protocol.catalogue.ProjectSettings;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Teaches a database that was restored from a backup what devices were told since: from the private catalogue in S3, which
 * has every number ever given, and from the topic.
 */
@ApplicationScoped
class Recovery {
    private static final Logger LOG = Logger.getLogger(Recovery.class);

    private final Database database;
    private final PublishableProjects states;
    private final ProjectRepository projects;
    private final RecoveryRepository tables;
    private final CatalogueStore catalogues;
    private final TopicStates topic;
    private final AuditRepository audit;
    private final Event<ProjectChanged> changed;

    Recovery(
            Database database,
            PublishableProjects states,
            ProjectRepository projects,
            RecoveryRepository tables,
            CatalogueStore catalogues,
            TopicStates topic,
            AuditRepository audit,
            Event<ProjectChanged> changed) {
        this.database = database;
        this.states = states;
        this.projects = projects;
        this.tables = tables;
        this.catalogues = catalogues;
        this.topic = topic;
        this.audit = audit;
        this.changed = changed;
    }

    Uni<RecoveryReport> plan(String projectId) {
        return published(projectId).chain(published -> truth(projectId, published)
                .map(truth -> RecoveryReport.of(projectId, true, truth.revision(), plan(truth, published))));
    }

    /** @param who as the audit log names them */
    Uni<RecoveryReport> recover(String projectId, String who) {
        return published(projectId)
                .call(published -> truth(projectId, published).invoke(truth -> plan(truth, published)))
                // What is found to be outdated is not published or changed any more, so that what is read next holds.
                .call(published -> states.outdated(projectId, highest(published)))
                .chain(published -> states.newest(projectId).chain(truth -> {
                    RecoveryPlan plan = plan(truth, published);
                    return database.change(
                                    () -> projects.lockAny(projectId).chain(project -> carryOut(project, plan, who)))
                            .replaceWith(RecoveryReport.of(projectId, false, truth.revision(), plan));
                }))
                .invoke(() -> changed.fire(new ProjectChanged(projectId)));
    }

    private static long highest(List<Catalogue> published) {
        return published.stream().mapToLong(Catalogue::revision).max().orElse(0);
    }

    private static RecoveryPlan plan(Catalogue truth, List<Catalogue> published) {
        RecoveryPlan plan = RecoveryPlan.of(truth, published);
        if (plan.isNeedless()) {
            throw new RefusedException(
                    ProblemType.WRONG_STATE,
                    "The database knows all that devices were told of " + truth.projectId()
                            + ". There is nothing to recover.");
        }
        return plan;
    }

    /** What the database says, which may know nothing of the project. */
    private Uni<Catalogue> truth(String projectId, List<Catalogue> published) {
        return states.newest(projectId)
                .onFailure(NoSuchElementException.class)
                .recoverWithUni(() -> published.isEmpty()
                        ? Uni.createFrom().failure(ProjectRepository.notFound(projectId))
                        : Uni.createFrom()
                                .item(new Catalogue(projectId, 1, false, ProjectSettings.DEFAULTS, List.of())));
    }

    private Uni<List<Catalogue>> published(String projectId) {
        return Uni.combine()
                .all()
                .unis(
                        catalogues.find(projectId).onFailure().transform(e -> away(ProblemType.STORAGE_AWAY, e)),
                        topic.highest(projectId).onFailure().transform(e -> away(ProblemType.KAFKA_AWAY, e)))
                .asTuple()
                .map(both -> Stream.<@Nullable Catalogue>of(both.getItem1(), both.getItem2())
                        .flatMap(Stream::ofNullable)
                        .toList());
    }

    private static RefusedException away(ProblemType which, Throwable failure) {
        LOG.warnf("Nothing can be recovered now: %s", failure);
        return new RefusedException(
                which, "What devices were told cannot be read now, so nothing was changed. Ask again in some seconds.");
    }

    private Uni<Void> carryOut(Project project, RecoveryPlan plan, String who) {
        String id = project.id();
        long before = project.revision();
        return OneByOne.each(plan.renumbered(), release -> tables.decline(id, release))
                .chain(() -> OneByOne.each(
                        plan.lost(), release -> tables.bringBack(id, release, project.nextAnnouncement())))
                .chain(() -> OneByOne.each(plan.changed(), release -> tables.set(id, release)))
                .chain(() -> OneByOne.each(
                        List.copyOf(plan.lastGiven().entrySet()),
                        scope -> tables.raise(id, scope.getKey(), scope.getValue())))
                .chain(database::now)
                .invoke(now -> {
                    plan.newer().ifPresent(state -> project.become(state, now));
                    project.raise(plan.revision(), now);
                })
                .chain(() -> tables.takeAliases(id, project.aliases()))
                .chain(() -> tables.markCurrent(id))
                .chain(() -> audit.append(entry(id, before, plan, who)));
    }

    private static AuditEntry entry(String projectId, long before, RecoveryPlan plan, String who) {
        RecoveryReport report = RecoveryReport.of(projectId, false, before, plan);
        return new AuditEntry(
                projectId,
                new AuditEntry.Act(who, "project.recovered", "project"),
                Map.of("revision", before),
                Map.of("revision", plan.revision(), "numbers", report.numbers(), "releases", report.releases()));
    }
}
