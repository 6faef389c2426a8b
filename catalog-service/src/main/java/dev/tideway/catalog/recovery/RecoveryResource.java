package dev.tideway.catalog.recovery;

import dev.tideway.catalog.token.Access;
import dev.tideway.protocol.Names;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;

/** Recovery of a project after a restored backup, over HTTP; for admins. */
@Path("/api/v1/projects/{projectId}/recover")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Authenticated
public class RecoveryResource {
    private final Access access;
    private final Recovery recovery;

    RecoveryResource(Access access, Recovery recovery) {
        this.access = access;
        this.recovery = recovery;
    }

    /**
     * Brings back what devices were told, raises revision and numbers above all that was seen, and publishes anew; 409 if
     * there is nothing to recover. A dry run only says what would be done.
     */
    @POST
    public Uni<RecoveryReport> recover(@RestPath String projectId, RecoveryOrder order) {
        access.requireAdmin();
        Names.projectId(projectId);
        return Names.present("body", order).isDryRun()
                ? recovery.plan(projectId)
                : recovery.recover(projectId, access.subject());
    }
}
