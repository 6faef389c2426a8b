package dev.tideway.catalog.project;

import dev.tideway.catalog.database.Database;
import dev.tideway.catalog.problem.ProblemType;
import dev.tideway.catalog.problem.RefusedException;
import dev.tideway.catalog.token.Access;
import dev.tideway.catalog.token.Role;
import dev.tideway.protocol.Names;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Event;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Projects over HTTP. */
@Path("/api/v1/projects")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Authenticated
public class ProjectResource {
    private final Access access;
    private final Database database;
    private final ProjectRepository projects;
    private final Event<ProjectChanged> changed;

    ProjectResource(Access access, Database database, ProjectRepository projects, Event<ProjectChanged> changed) {
        this.access = access;
        this.database = database;
        this.projects = projects;
        this.changed = changed;
    }

    /** 201 with the project, 409 if it exists; for admins. */
    @POST
    public Uni<RestResponse<ProjectStatus>> create(NewProject wanted) {
        access.requireAdmin();
        String id = Names.present("body", wanted).projectId();
        return database.change(() -> projects.create(id).chain(created -> {
                    if (!created) {
                        throw new RefusedException(
                                ProblemType.PROJECT_EXISTS, "The project " + id + " exists already; go on with it.");
                    }
                    return projects.existing(id);
                }))
                .invoke(() -> changed.fire(new ProjectChanged(id)))
                .map(project -> RestResponse.status(RestResponse.Status.CREATED, project.status()));
    }

    /** The project, 404 if there is none. */
    @GET
    @Path("{projectId}")
    public Uni<ProjectStatus> get(@RestPath String projectId) {
        access.require(Role.VIEWER, projectId);
        Names.projectId(projectId);
        return database.read(() -> projects.existing(projectId)).map(Project::status);
    }
}
