package dev.tideway.catalog.recovery;

import dev.tideway.catalog.token.Access;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Which projects have to be recovered, over HTTP; for admins. */
@Path("/api/v1/outdated-projects")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class OutdatedProjectsResource {
    private final Access access;
    private final RecoveryRepository projects;

    OutdatedProjectsResource(Access access, RecoveryRepository projects) {
        this.access = access;
        this.projects = projects;
    }

    /** Projects of which devices were told more than the database knows: nothing of them is published or changed. */
    @GET
    public Uni<OutdatedProjects> list() {
        access.requireAdmin();
        return projects.outdated();
    }
}
