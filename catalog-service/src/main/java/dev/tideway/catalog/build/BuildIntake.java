package dev.tideway.catalog.build;

import dev.tideway.catalog.audit.AuditEntry;
import dev.tideway.catalog.audit.AuditRepository;
import dev.tideway.catalog.database.Database;
import dev.tideway.catalog.outbox.OutboxRepository;
import dev.tideway.catalog.problem.ProblemType;
import dev.tideway.catalog.problem.RefusedException;
import dev.tideway.catalog.project.ProjectRepository;
import dev.tideway.protocol.Names;
import dev.tideway.protocol.Topic;
import dev.tideway.protocol.artifact.ArtifactKeys;
import dev.tideway.protocol.event.BuildFinished;
import dev.tideway.protocol.event.BuildRef;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes builds from build systems that have no credentials for bucket and topic. */
@ApplicationScoped
class BuildIntake {
    private final Database database;
    private final ProjectRepository projects;
    private final BuildRepository builds;
    private final OutboxRepository outbox;
    private final UploadStore uploads;
    private final AuditRepository audit;

    BuildIntake(
            Database database,
            ProjectRepository projects,
            BuildRepository builds,
            OutboxRepository outbox,
            UploadStore uploads,
            AuditRepository audit) {
        this.database = database;
        this.projects = projects;
        this.builds = builds;
        this.outbox = outbox;
        this.uploads = uploads;
        this.audit = audit;
    }

    /** The key under which the build is awaited, a fresh one each time until it is announced. */
    Uni<String> open(String projectId, NewBuild wanted) {
        String key = ArtifactKeys.upload(
                projectId, wanted.buildId(), UUID.randomUUID().toString());
        return database.change(() -> projects.lock(projectId).chain(project -> {
                    project.requireActive();
                    BuildFinished content = wanted.at(projectId, key, project);
                    return database.now()
                            .chain(now -> builds.find(content.build()).chain(known -> await(known, content, now)));
                }))
                .replaceWith(key);
    }

    /**
     * Announces the build if its upload is there; one that is announced already is left as it is.
     *
     * @param who as the audit log names them
     */
    Uni<Void> finish(BuildRef ref, String who) {
        return database.read(() -> builds.find(ref)).chain(known -> {
            Build build = Names.present("build_id", known);
            if (build.state() != BuildState.AWAITING_UPLOAD) {
                return Uni.createFrom().voidItem();
            }
            String key = build.content().source().location();
            return uploads.size(key).chain(size -> announce(ref, key, size, who));
        });
    }

    private Uni<Void> await(@Nullable Build known, BuildFinished content, Instant now) {
        if (known == null) {
            return builds.persist(new Build(content, now)).replaceWithVoid();
        }
        if (known.state() == BuildState.AWAITING_UPLOAD) {
            known.describe(content);
        } else if (known.state().allowsNewAttempt()) {
            known.startNewAttempt(content);
        } else {
            throw new RefusedException(
                    ProblemType.BUILD_ANNOUNCED,
                    "The build " + content.buildId() + " for " + content.os() + " is "
                            + known.state().wireName() + " already. Publish what is new under a new build id.");
        }
        return Uni.createFrom().voidItem();
    }

    private Uni<Void> announce(BuildRef ref, String key, OptionalLong size, String who) {
        if (size.isEmpty()) {
            throw missing(
                    "Nothing lies at the upload address yet. Upload the archive by PUT, then say finished again.");
        }
        return database.change(
                () -> projects.lock(ref.projectId()).chain(() -> database.now()).chain(now -> builds.find(ref)
                        .chain(known -> {
                            Build build = Names.present("build_id", known);
                            if (build.state() != BuildState.AWAITING_UPLOAD) {
                                return Uni.createFrom().voidItem();
                            }
                            if (!build.content().source().location().equals(key)) {
                                throw missing(
                                        "Another upload address was asked for meanwhile. Upload the archive to the newest.");
                            }
                            build.finishUpload(size.getAsLong(), now);
                            return outbox.append(Topic.BUILDS, build.content()).chain(() -> record(build, who));
                        })));
    }

    private Uni<Void> record(Build build, String who) {
        BuildFinished announced = build.content();
        return audit.append(new AuditEntry(
                announced.projectId(),
                new AuditEntry.Act(who, "build.announced", "build " + announced.os() + "/" + announced.buildId()),
                Map.of(),
                Map.of("app_version", announced.appVersion(), "channel", announced.channel())));
    }

    private static RefusedException missing(String detail) {
        return new RefusedException(ProblemType.UPLOAD_MISSING, detail);
    }
}
