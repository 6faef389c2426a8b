package dev.tideway.catalog.release;

import dev.tideway.catalog.database.Database;
import dev.tideway.catalog.idempotency.IdempotencyKeys;
import dev.tideway.catalog.project.ProjectRepository;
import dev.tideway.catalog.release.ReleaseChanges.Order;
import dev.tideway.catalog.request.IfMatch;
import dev.tideway.catalog.request.PageQuery;
import dev.tideway.catalog.token.Access;
import dev.tideway.catalog.token.Role;
import dev.tideway.protocol.Names;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Releases over HTTP. Every change needs the role operator and the ETag of what was seen. */
@Path("/api/v1/projects/{projectId}/releases")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Authenticated
public class ReleaseResource {
    private final Access access;
    private final Database database;
    private final ProjectRepository projects;
    private final ReleaseRepository releases;
    private final ReleaseChanges changes;
    private final Repeats repeats;
    private final IdempotencyKeys idempotency;
    private final BytePurge bytePurge;

    ReleaseResource(
            Access access,
            Database database,
            ProjectRepository projects,
            ReleaseRepository releases,
            ReleaseChanges changes,
            Repeats repeats,
            IdempotencyKeys idempotency,
            BytePurge bytePurge) {
        this.access = access;
        this.database = database;
        this.projects = projects;
        this.releases = releases;
        this.changes = changes;
        this.repeats = repeats;
        this.idempotency = idempotency;
        this.bytePurge = bytePurge;
    }

    /** The project's releases, newest first. */
    @GET
    public Uni<ReleasePage> list(
            @RestPath String projectId,
            @BeanParam ReleaseFilter filter,
            @RestQuery @Nullable String limit,
            @RestQuery @Nullable String cursor) {
        access.require(Role.VIEWER, projectId);
        Names.projectId(projectId);
        PageQuery<Long> page = PageQuery.newestFirst(limit, cursor);
        Map<String, Object> wanted = filter.wanted();
        return database.read(() -> projects.existing(projectId).chain(() -> releases.newest(projectId, wanted, page)))
                .map(rows -> new ReleasePage(
                        page.page(rows).stream().map(Release::status).toList(), page.next(rows, Release::id)));
    }

    /** One release, with its ETag. */
    @GET
    @Path("{releaseId}")
    public Uni<RestResponse<ReleaseStatus>> get(@RestPath String projectId, @RestPath String releaseId) {
        access.require(Role.VIEWER, projectId);
        Names.projectId(projectId);
        long id = ReleaseId.of("release_id", releaseId);
        return database.read(() -> releases.existing(projectId, id)).map(ReleaseResource::ok);
    }

    /** Sets what is given and leaves the rest. */
    @PATCH
    @Path("{releaseId}")
    public Uni<RestResponse<ReleaseStatus>> edit(
            @RestPath String projectId,
            @RestPath String releaseId,
            @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            ReleaseEdit edit) {
        Order order = order(projectId, releaseId, ifMatch);
        return changes.edit(order, Names.present("body", edit)).map(ReleaseResource::ok);
    }

    /** Offers it to another share of devices, now or as time goes on. */
    @PUT
    @Path("{releaseId}/rollout")
    public Uni<RestResponse<ReleaseStatus>> rollOut(
            @RestPath String projectId,
            @RestPath String releaseId,
            @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            RolloutOrder wish) {
        Order order = order(projectId, releaseId, ifMatch);
        return changes.rollOut(order, Names.present("body", wish).steps()).map(ReleaseResource::ok);
    }

    /** Offers one that is scheduled, superseded or declined, whatever was announced or offered since. */
    @POST
    @Path("{releaseId}/offer")
    public Uni<RestResponse<ReleaseStatus>> offer(
            @RestPath String projectId,
            @RestPath String releaseId,
            @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return changes.offer(order(projectId, releaseId, ifMatch)).map(ReleaseResource::ok);
    }

    /** Offers one that is held, at once or at its time. */
    @POST
    @Path("{releaseId}/approve")
    public Uni<RestResponse<ReleaseStatus>> approve(
            @RestPath String projectId,
            @RestPath String releaseId,
            @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return changes.approve(order(projectId, releaseId, ifMatch)).map(ReleaseResource::ok);
    }

    /** Decides that one that is held or scheduled is not offered. */
    @POST
    @Path("{releaseId}/decline")
    public Uni<RestResponse<ReleaseStatus>> decline(
            @RestPath String projectId,
            @RestPath String releaseId,
            @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return changes.decline(order(projectId, releaseId, ifMatch)).map(ReleaseResource::ok);
    }

    /** Does not tell devices of it for now. */
    @POST
    @Path("{releaseId}/pause")
    public Uni<RestResponse<ReleaseStatus>> pause(
            @RestPath String projectId,
            @RestPath String releaseId,
            @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return changes.pause(order(projectId, releaseId, ifMatch)).map(ReleaseResource::ok);
    }

    /** Tells devices of it again. */
    @POST
    @Path("{releaseId}/resume")
    public Uni<RestResponse<ReleaseStatus>> resume(
            @RestPath String projectId,
            @RestPath String releaseId,
            @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return changes.resume(order(projectId, releaseId, ifMatch)).map(ReleaseResource::ok);
    }

    /** Never tells devices of it again; those that are half-way may go on. */
    @POST
    @Path("{releaseId}/withdraw")
    public Uni<RestResponse<ReleaseStatus>> withdraw(
            @RestPath String projectId,
            @RestPath String releaseId,
            @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return changes.withdraw(order(projectId, releaseId, ifMatch)).map(ReleaseResource::ok);
    }

    /**
     * Takes the number of a withdrawn one away: asked for, it is answered 410. Its bytes go 14 days after nothing refers to
     * them; with {@code bytes=true}, which is for admins, at once: then 409 while other releases need them, unless
     * {@code confirmed=true} purges those too.
     */
    @POST
    @Path("{releaseId}/purge")
    public Uni<RestResponse<ReleaseStatus>> purge(
            @RestPath String projectId,
            @RestPath String releaseId,
            @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @RestQuery boolean bytes,
            @RestQuery boolean confirmed) {
        Order order = order(projectId, releaseId, ifMatch);
        if (bytes) {
            access.requireAdmin();
            return bytePurge.purge(order, confirmed).map(ReleaseResource::ok);
        }
        return changes.purge(order).map(ReleaseResource::ok);
    }

    /** What else needs the bytes of its package, in any project; for admins. */
    @GET
    @Path("{releaseId}/referrers")
    public Uni<ReleaseReferrers> referrers(@RestPath String projectId, @RestPath String releaseId) {
        access.requireAdmin();
        Names.projectId(projectId);
        return bytePurge.referrers(projectId, ReleaseId.of("release_id", releaseId));
    }

    /** 201 with the release that offers the earlier package again, under the next number; this one is withdrawn. */
    @POST
    @Path("{releaseId}/rollback")
    public Uni<RestResponse<ReleaseStatus>> rollBack(
            @RestPath String projectId,
            @RestPath String releaseId,
            @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @RestHeader("Idempotency-Key") @Nullable String idempotencyKey,
            RollBack wish) {
        Order order = order(projectId, releaseId, ifMatch);
        Names.present("body", wish);
        return idempotency.once(
                new IdempotencyKeys.Request(
                        idempotencyKey, order.who(), "rollback", projectId, releaseId, order.seen(), wish),
                ReleaseStatus.class,
                () -> repeats.rollBack(order, wish).map(ReleaseResource::created));
    }

    /** 201 with the release that offers the package in another channel or to another app version. */
    @POST
    @Path("{releaseId}/promote")
    public Uni<RestResponse<ReleaseStatus>> promote(
            @RestPath String projectId,
            @RestPath String releaseId,
            @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @RestHeader("Idempotency-Key") @Nullable String idempotencyKey,
            Promotion wish) {
        Order order = order(projectId, releaseId, ifMatch);
        Names.present("body", wish);
        return idempotency.once(
                new IdempotencyKeys.Request(
                        idempotencyKey, order.who(), "promote", projectId, releaseId, order.seen(), wish),
                ReleaseStatus.class,
                () -> repeats.promote(order, wish).map(ReleaseResource::created));
    }

    private Order order(String projectId, String releaseId, @Nullable String ifMatch) {
        access.require(Role.OPERATOR, projectId);
        Names.projectId(projectId);
        long id = ReleaseId.of("release_id", releaseId);
        return new Order(projectId, id, IfMatch.of(ifMatch), access.subject());
    }

    private static RestResponse<ReleaseStatus> ok(Release release) {
        return told(RestResponse.Status.OK, release);
    }

    private static RestResponse<ReleaseStatus> created(Release release) {
        return told(RestResponse.Status.CREATED, release);
    }

    private static RestResponse<ReleaseStatus> told(RestResponse.Status status, Release release) {
        return RestResponse.ResponseBuilder.create(status, release.status())
                .header(HttpHeaders.ETAG, release.entityTag())
                .build();
    }
}
