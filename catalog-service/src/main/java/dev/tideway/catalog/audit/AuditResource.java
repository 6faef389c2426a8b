package dev.tideway.catalog.audit;

import dev.tideway.catalog.database.Database;
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
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The audit log over HTTP. */
@Path("/api/v1/projects/{projectId}/audit")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class AuditResource {
    private final Access access;
    private final Database database;
    private final AuditRepository entries;

    AuditResource(Access access, Database database, AuditRepository entries) {
        this.access = access;
        this.database = database;
        this.entries = entries;
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
        PageQuery page = PageQuery.of(limit, cursor);
        Map<String, String> filters = new LinkedHashMap<>();
        keep(filters, "who", who);
        keep(filters, "action", action);
        keep(filters, "subject", subject);
        return database.read(() -> entries.newest(projectId, filters, page))
                .map(rows -> new AuditPage(
                        page.page(rows).stream().map(AuditEntry::told).toList(), page.next(rows, AuditEntry::id)));
    }

    private static void keep(Map<String, String> filters, String name, @Nullable String value) {
        Names.atMost(name, Names.MAX_TEXT, value);
        if (value != null && !value.isEmpty()) {
            filters.put(name, value);
        }
    }
}
