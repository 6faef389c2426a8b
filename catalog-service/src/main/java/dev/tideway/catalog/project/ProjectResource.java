package dev.tideway.catalog.project;

import dev.tideway.catalog.database.Database;
import dev.tideway.catalog.idempotency.IdempotencyKeys;
import dev.tideway.catalog.request.IfMatch;
import dev.tideway.catalog.request.PageQuery;
import dev.tideway.catalog.token.Access;
import dev.tideway.catalog.token.Role;
import dev.tideway.protocol.Names;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Projects over HTTP. */
@Path("/api/v1/projects")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Authenticated
public class ProjectResource {
    private final Access access;
    private final Database database;
    private final ProjectRepository projects;
    private final ProjectChanges changes;
    private final IdempotencyKeys idempotency;

    ProjectResource(
            Access access,
            Database database,
            ProjectRepository projects,
            ProjectChanges changes,
            IdempotencyKeys idempotency) {
        this.access = access;
        this.database = database;
        this.projects = projects;
        this.changes = changes;
        this.idempotency = idempotency;
    }

    /** The projects that the caller's token may see, by their ids. */
    @GET
    public Uni<ProjectPage> list(@RestQuery @Nullable String limit, @RestQuery @Nullable String cursor) {
        Optional<Set<String>> visible = access.visible();
        PageQuery<String> page = PageQuery.byProject(limit, cursor);
        return database.read(() -> projects.named(page, visible))
                .map(rows -> new ProjectPage(
                        page.page(rows).stream().map(Project::status).toList(), page.next(rows, Project::id)));
    }

    /** 201 with the project, 409 if it exists; for admins. */
    @POST
    public Uni<RestResponse<ProjectStatus>> create(
            @RestHeader("Idempotency-Key") @Nullable String idempotencyKey, NewProject wanted) {
        access.requireAdmin();
        String id = Names.present("body", wanted).projectId();
        String who = access.subject();
        return idempotency.once(
                new IdempotencyKeys.Request(idempotencyKey, who, "project", wanted),
                ProjectStatus.class,
                () -> changes.create(id, who).map(project -> told(RestResponse.Status.CREATED, project)));
    }

    /** The project with its ETag, 404 if there is none. */
    @GET
    @Path("{projectId}")
    public Uni<RestResponse<ProjectStatus>> get(@RestPath String projectId) {
        access.require(Role.VIEWER, projectId);
        Names.projectId(projectId);
        return database.read(() -> projects.existing(projectId)).map(project -> told(RestResponse.Status.OK, project));
    }

    /** Sets what is given and leaves the rest; for admins. */
    @PATCH
    @Path("{projectId}")
    public Uni<RestResponse<ProjectStatus>> set(
            @RestPath String projectId, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch, ProjectEdit edit) {
        ProjectChanges.Order order = order(projectId, ifMatch);
        return changes.set(order, Names.present("body", edit)).map(project -> told(RestResponse.Status.OK, project));
    }

    /** Takes no builds any more and offers nothing new; devices go on being answered. For admins. */
    @POST
    @Path("{projectId}/archive")
    public Uni<RestResponse<ProjectStatus>> archive(
            @RestPath String projectId, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return changes.archive(order(projectId, ifMatch)).map(project -> told(RestResponse.Status.OK, project));
    }

    /** Takes builds again; for admins. */
    @POST
    @Path("{projectId}/unarchive")
    public Uni<RestResponse<ProjectStatus>> unarchive(
            @RestPath String projectId, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return changes.unarchive(order(projectId, ifMatch)).map(project -> told(RestResponse.Status.OK, project));
    }

    /** Takes an archived project away from devices for ever; its id is never used again. For admins. */
    @POST
    @Path("{projectId}/delete")
    public Uni<RestResponse<ProjectStatus>> delete(
            @RestPath String projectId, @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return changes.delete(order(projectId, ifMatch)).map(project -> told(RestResponse.Status.OK, project));
    }

    private ProjectChanges.Order order(String projectId, @Nullable String ifMatch) {
        access.requireAdmin();
        Names.projectId(projectId);
        return new ProjectChanges.Order(projectId, IfMatch.of(ifMatch), access.subject());
    }

    private static RestResponse<ProjectStatus> told(RestResponse.Status status, Project project) {
        return RestResponse.ResponseBuilder.create(status, project.status())
                .header(HttpHeaders.ETAG, project.entityTag())
                .build();
    }
}
