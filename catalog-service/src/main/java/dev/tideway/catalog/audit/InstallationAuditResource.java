package dev.tideway.catalog.audit;

import dev.tideway.catalog.request.PageQuery;
import dev.tideway.catalog.token.Access;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The audit log of what concerns the whole installation, over HTTP. */
@Path("/api/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class InstallationAuditResource {
    private final Access access;
    private final AuditPages pages;

    InstallationAuditResource(Access access, AuditPages pages) {
        this.access = access;
        this.pages = pages;
    }

    /** What was changed that concerns the whole installation, newest first; for admins. */
    @GET
    public Uni<AuditPage> list(
            @RestQuery @Nullable String who,
            @RestQuery @Nullable String action,
            @RestQuery @Nullable String subject,
            @RestQuery @Nullable String limit,
            @RestQuery @Nullable String cursor) {
        access.requireAdmin();
        return pages.of(
                AuditEntry.INSTALLATION,
                AuditPages.filters(who, action, subject),
                PageQuery.newestFirst(limit, cursor));
    }
}
