package dev.tideway.catalog.build;

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

    BuildResource(Access access, BuildIntake intake, BuildWatch watch, UploadStore uploads, UploadConfig config) {
        this.access = access;
        this.intake = intake;
        this.watch = watch;
        this.uploads = uploads;
        this.config = config;
    }

    /** 201 with an upload address, 409 for a build that is announced already. */
    @POST
    public Uni<RestResponse<UploadSlot>> open(@RestPath String projectId, NewBuild wanted) {
        access.require(Role.PUBLISHER, projectId);
        Names.projectId(projectId);
        Names.present("body", wanted);
        Instant expires = Instant.now().plus(config.expiry());
        return intake.open(projectId, wanted)
                .map(key -> new UploadSlot(wanted.buildId(), wanted.os(), uploads.uploadUrl(key), expires.toString()))
                .map(slot -> RestResponse.status(RestResponse.Status.CREATED, slot));
    }

    /** 202 with the build's status, 409 while nothing was uploaded; may be repeated. */
    @POST
    @Path("{buildId}/finished")
    public Uni<RestResponse<BuildStatus>> finished(
            @RestPath String projectId,
            @RestPath String buildId,
            @RestQuery @Nullable String os,
            @Nullable FinishedUpload nothing) {
        access.require(Role.PUBLISHER, projectId);
        checkNames(projectId, buildId, os);
        String who = access.subject();
        return watch.status(projectId, buildId, os)
                .call(build -> intake.finish(new BuildRef(projectId, build.os(), buildId), who))
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
