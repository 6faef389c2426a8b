package dev.tideway.catalog.build;

import dev.tideway.catalog.idempotency.IdempotencyKeys;
import dev.tideway.catalog.outbox.Traceparent;
import dev.tideway.catalog.problem.RefusedException;
import dev.tideway.catalog.token.Access;
import dev.tideway.catalog.token.Role;
import dev.tideway.protocol.Names;
import dev.tideway.protocol.event.BuildRef;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Builds over HTTP, for build systems: ask for an upload address, upload, say finished, follow. */
@Path("/api/v1/projects/{projectId}/builds")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Authenticated
public class BuildResource {
    private static final Duration MAX_WAIT = Duration.ofSeconds(30);

    private final Access access;
    private final BuildIntake intake;
    private final BuildWatch watch;
    private final UploadStore uploads;
    private final UploadConfig config;
    private final IdempotencyKeys idempotency;

    BuildResource(
            Access access,
            BuildIntake intake,
            BuildWatch watch,
            UploadStore uploads,
            UploadConfig config,
            IdempotencyKeys idempotency) {
        this.access = access;
        this.intake = intake;
        this.watch = watch;
        this.uploads = uploads;
        this.config = config;
        this.idempotency = idempotency;
    }

    /** 201 with an upload address, or those of all parts; 409 for a build that is announced already. */
    @POST
    public Uni<RestResponse<UploadSlot>> open(
            @RestPath String projectId,
            @RestHeader("Idempotency-Key") @Nullable String idempotencyKey,
            NewBuild wanted) {
        access.require(Role.PUBLISHER, projectId);
        Names.projectId(projectId);
        BuildRef build = Names.present("body", wanted).named(projectId);
        return idempotency.once(
                new IdempotencyKeys.Request(idempotencyKey, access.subject(), "build", projectId, wanted),
                UploadSlot.class,
                () -> intake.open(build, wanted)
                        .map(upload -> slot(build, wanted.parts(), upload))
                        .map(slot -> RestResponse.status(RestResponse.Status.CREATED, slot)));
    }

    private UploadSlot slot(BuildRef build, @Nullable UploadParts parts, Build.Upload upload) {
        String expires = Instant.now().plus(config.expiry()).toString();
        String id = upload.uploadId();
        if (parts == null || id == null) {
            return new UploadSlot(build.buildId(), build.os(), uploads.uploadUrl(upload.key()), null, null, expires);
        }
        List<String> urls = IntStream.rangeClosed(1, parts.count())
                .mapToObj(number -> uploads.partUrl(upload.key(), id, number))
                .toList();
        return new UploadSlot(build.buildId(), build.os(), null, parts.partSize(), urls, expires);
    }

    /** 202 with the build's status, 409 while nothing was uploaded; may be repeated. */
    @POST
    @Path("{buildId}/finished")
    public Uni<RestResponse<BuildStatus>> finished(
            @RestPath String projectId,
            @RestPath String buildId,
            @RestQuery @Nullable String os,
            @RestHeader(Traceparent.HEADER) @Nullable String traceparent,
            @Nullable FinishedUpload nothing) {
        access.require(Role.PUBLISHER, projectId);
        checkNames(projectId, buildId, os);
        String who = access.subject();
        return watch.status(projectId, buildId, os)
                .call(build -> intake.finish(
                        new BuildRef(projectId, build.os(), buildId), who, Traceparent.valid(traceparent)))
                .chain(build -> watch.status(projectId, buildId, build.os()))
                .map(status -> RestResponse.status(RestResponse.Status.ACCEPTED, status));
    }

    /** Where the build stands; with {@code wait} as soon as that is not {@code since} any more. */
    @GET
    @Path("{buildId}")
    public Uni<BuildStatus> status(
            @RestPath String projectId,
            @RestPath String buildId,
            @RestQuery @Nullable String os,
            @RestQuery @Nullable String wait,
            @RestQuery @Nullable String since) {
        access.require(Role.VIEWER, projectId);
        checkNames(projectId, buildId, os);
        Duration patience = seconds(wait);
        return watch.status(projectId, buildId, os)
                .chain(first -> watch.changed(first, since == null ? first.state() : state(since), patience));
    }

    private static void checkNames(String projectId, String buildId, @Nullable String os) {
        Names.projectId(projectId);
        Names.buildId(buildId);
        if (os != null) {
            Names.os(os);
        }
    }

    private static Duration seconds(@Nullable String wait) {
        if (wait == null) {
            return Duration.ZERO;
        }
        if (!wait.matches("\\d{1,2}") || Integer.parseInt(wait) > MAX_WAIT.toSeconds()) {
            throw RefusedException.invalid("wait", "wait must be a number of seconds from 0 to 30.");
        }
        return Duration.ofSeconds(Integer.parseInt(wait));
    }

    private static BuildState state(String since) {
        return BuildState.named(since)
                .orElseThrow(() -> RefusedException.invalid(
                        "since", "since must be a build's state, as an earlier answer named it."));
    }
}
