package dev.tideway.catalog.build;

import dev.tideway.catalog.audit.AuditEntry;
import dev.tideway.catalog.audit.AuditRepository;
import dev.tideway.catalog.build.Build.Upload;
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

    /** Where the build is awaited, at a fresh key each time until it is announced. */
    Uni<Upload> open(BuildRef build, NewBuild wanted) {
        String key = ArtifactKeys.upload(
                build.projectId(), build.buildId(), UUID.randomUUID().toString());
        if (wanted.parts() == null) {
            return await(build, wanted, new Upload(key, wanted.size(), null));
        }
        return uploads.beginParts(key).chain(id -> await(build, wanted, new Upload(key, wanted.size(), id))
                .onFailure()
                .call(() -> uploads.abandonParts(key, id)));
    }

    private Uni<Upload> await(BuildRef ref, NewBuild wanted, Upload upload) {
        return database.change(() -> projects.lock(ref.projectId()).chain(project -> {
                    project.requireActive();
                    BuildFinished content = wanted.at(ref, upload.key(), project);
                    return database.now()
                            .chain(now -> builds.find(ref).chain(known -> await(known, content, now)))
                            .invoke(build -> build.await(upload));
                }))
                .replaceWith(upload);
    }

    /**
     * Announces the build if its upload is there; one that is announced already is left as it is.
     *
     * @param who as the audit log names them
     * @param traceparent of the trace that it belongs to; absent: to none that is known
     */
    Uni<Void> finish(BuildRef ref, String who, @Nullable String traceparent) {
        return database.read(() -> builds.find(ref)).chain(known -> {
            Build build = Names.present("build_id", known);
            if (build.state() != BuildState.AWAITING_UPLOAD) {
                return Uni.createFrom().voidItem();
            }
            Upload upload = build.upload();
            return arrived(upload).chain(size -> announce(ref, upload, size, new By(who, traceparent)));
        });
    }

    /** How many bytes; none where nothing was uploaded. */
    private Uni<OptionalLong> arrived(Upload upload) {
        String parts = upload.uploadId();
        Long size = upload.expectedSize();
        return parts == null || size == null
                ? uploads.size(upload.key())
                : uploads.joinParts(upload.key(), parts, size);
    }

    private Uni<Build> await(@Nullable Build known, BuildFinished content, Instant now) {
        if (known == null) {
            return builds.persist(new Build(content, now));
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
        return Uni.createFrom().item(known);
    }

    private static void requireExpected(Upload upload, long size) {
        Long expected = upload.expectedSize();
        if (expected != null && expected != size) {
            throw new RefusedException(
                    ProblemType.UPLOAD_SIZE,
                    expected + " bytes were announced, and " + size + " were uploaded. "
                            + (upload.uploadId() == null
                                    ? "Upload the whole archive again, to the same address,"
                                    : "Upload every part that is missing or incomplete,")
                            + " then say finished again.");
        }
    }

    private record By(String who, @Nullable String traceparent) {}

    private Uni<Void> announce(BuildRef ref, Upload upload, OptionalLong size, By by) {
        if (size.isEmpty()) {
            throw missing(
                    "Nothing lies at the upload address yet. Upload the archive by PUT, then say finished again.");
        }
        requireExpected(upload, size.getAsLong());
        return database.change(
                () -> projects.lock(ref.projectId()).chain(() -> database.now()).chain(now -> builds.find(ref)
                        .chain(known -> {
                            Build build = Names.present("build_id", known);
                            if (build.state() != BuildState.AWAITING_UPLOAD) {
                                return Uni.createFrom().voidItem();
                            }
                            if (!build.upload().equals(upload)) {
                                throw missing(
                                        "Another upload address was asked for meanwhile. Upload the archive to the newest.");
                            }
                            build.finishUpload(size.getAsLong(), now);
                            build.goesOn(by.traceparent());
                            return outbox.append(Topic.BUILDS, build.content(), by.traceparent())
                                    .chain(() -> record(build, by.who()));
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
