package dev.tideway.catalog.release;

import dev.tideway.catalog.database.Database;
import dev.tideway.catalog.project.ProjectRepository;
import dev.tideway.catalog.token.Access;
import dev.tideway.catalog.token.Role;
import dev.tideway.protocol.Names;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;

/** Releases over HTTP. */
@Path("/api/v1/projects/{projectId}/releases")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class ReleaseResource {
    private final Access access;
    private final Database database;
    private final ProjectRepository projects;
    private final ReleaseRepository releases;

    ReleaseResource(Access access, Database database, ProjectRepository projects, ReleaseRepository releases) {
        this.access = access;
        this.database = database;
        this.projects = projects;
        this.releases = releases;
    }

    /** Every release of the project, newest first. */
    @GET
    public Uni<List<ReleaseStatus>> list(@RestPath String projectId) {
        access.require(Role.VIEWER, projectId);
        Names.projectId(projectId);
        return database.read(() -> projects.existing(projectId).chain(project -> releases.ofProject(projectId)));
    }
}
