package dev.tideway.catalog.build;

import dev.tideway.catalog.database.Database;
import dev.tideway.catalog.project.Project;
import dev.tideway.catalog.project.ProjectRepository;
import dev.tideway.protocol.event.BuildFinished;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Records announcements in the order in which they are read from {@code builds}, each once. */
@ApplicationScoped
class Announcements {
    private static final Logger LOG = Logger.getLogger(Announcements.class);

    private final Database database;
    private final ProjectRepository projects;
    private final BuildRepository builds;
    private final EarlyOutcomeRepository early;
    private final Outcomes outcomes;

    Announcements(
            Database database,
            ProjectRepository projects,
            BuildRepository builds,
            EarlyOutcomeRepository early,
            Outcomes outcomes) {
        this.database = database;
        this.projects = projects;
        this.builds = builds;
        this.early = early;
        this.outcomes = outcomes;
    }

    /** @param traceparent of the trace that the message belongs to, if it says one */
    Uni<Void> record(BuildFinished announcement, @Nullable String traceparent) {
        String projectId = announcement.projectId();
        return database.change(() -> projects.lockOrCreate(projectId)
                        .chain(project -> builds.find(announcement.build()).chain(build -> database.now()
                                .chain(now -> record(project, build, new Said(announcement, traceparent), now)))))
                .invoke(offered -> outcomes.tell(projectId, offered))
                .replaceWithVoid();
    }

    private record Said(
            BuildFinished announcement, @Nullable String traceparent) {}

    private Uni<Boolean> record(Project locked, @Nullable Build known, Said said, Instant now) {
        BuildFinished announcement = said.announcement();
        if (locked.isDeleted()) {
            LOG.warnf("The build %s is of a project that was deleted; nothing becomes of it", announcement.build());
            return Uni.createFrom().item(false);
        }
        if (known == null) {
            Build build = new Build(announcement, now);
            build.goesOn(said.traceparent());
            build.take(locked.nextAnnouncement(), now);
            return builds.persist(build).chain(() -> decide(locked, build));
        }
        OutcomeRule.About about = known.about(announcement.eventSha256());
        boolean same = about == OutcomeRule.About.PRESENT;
        boolean past = about == OutcomeRule.About.PAST;
        return switch (AnnouncementRule.of(known.state(), same, past)) {
            case ACCEPT -> {
                known.describe(announcement);
                known.goesOn(said.traceparent());
                known.take(locked.nextAnnouncement(), now);
                yield decide(locked, known);
            }
            case START_NEW_ATTEMPT -> {
                known.startNewAttempt(announcement);
                known.goesOn(said.traceparent());
                known.take(locked.nextAnnouncement(), now);
                yield decide(locked, known);
            }
            case REPEATED -> Uni.createFrom().item(false);
            case REFUSE -> {
                LOG.warnf(
                        "The build %s was announced with other content while it is %s; the first stays as it is",
                        announcement.build(), known.state().wireName());
                yield Uni.createFrom().item(false);
            }
        };
    }

    /** Its outcome may have been read already. */
    private Uni<Boolean> decide(Project locked, Build build) {
        return early.take(build.content())
                .chain(outcome ->
                        outcome == null ? Uni.createFrom().item(false) : outcomes.apply(locked, build, outcome));
    }
}
