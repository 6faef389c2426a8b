package dev.tideway.catalog.audit;

import dev.tideway.catalog.request.PageQuery;
import dev.tideway.catalog.token.Access;
import dev.tideway.catalog.token.Role;
import dev.tideway.protocol.Names;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The audit log over HTTP. */
@Path("/api/v1/projects/{projectId}/audit")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class AuditResource {
    private final Access access;
    private final AuditPages pages;

    AuditResource(Access access, AuditPages pages) {
        this.access = access;
        this.pages = pages;
    }

    /** What was changed in the project, newest first; of a project that never was, nothing. */
    @GET
    public Uni<AuditPage> list(
            @RestPath String projectId,
            @RestQuery @Nullable String who,
            @RestQuery @Nullable String action,
            @RestQuery @Nullable String subject,
            @RestQuery @Nullable String limit,
            @RestQuery @Nullable String cursor) {
        access.require(Role.VIEWER, projectId);
        Names.projectId(projectId);
        return pages.of(projectId, AuditPages.filters(who, action, subject), PageQuery.newestFirst(limit, cursor));
    }
}
