package dev.tideway.catalog.explain;

import dev.tideway.catalog.release.PlannedChange;
import dev.tideway.catalog.release.ReleaseOverviews;
import dev.tideway.catalog.token.Access;
import dev.tideway.catalog.token.Role;
import dev.tideway.protocol.Names;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;

/** What devices would be told after a change. */
@Path("/api/v1/projects/{projectId}/simulate")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Authenticated
public class SimulateResource {
    private final Access access;
    private final ReleaseOverviews overviews;

    SimulateResource(Access access, ReleaseOverviews overviews) {
        this.access = access;
        this.overviews = overviews;
    }

    /** Which devices would see what, if somebody did this. Nothing is changed. */
    @POST
    public Uni<Simulation> simulate(@RestPath String projectId, PlannedChange plan) {
        access.require(Role.OPERATOR, projectId);
        Names.projectId(projectId);
        Names.present("body", plan);
        return overviews.rehearse(projectId, plan, access.subject()).map(change -> Simulator.of(plan, change));
    }
}
