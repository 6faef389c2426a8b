package dev.tideway.catalog.audit;

import dev.tideway.catalog.database.Database;
import dev.tideway.catalog.request.PageQuery;
import dev.tideway.protocol.Names;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the audit log in parts. */
@ApplicationScoped
class AuditPages {
    private final Database database;
    private final AuditRepository entries;

    AuditPages(Database database, AuditRepository entries) {
        this.database = database;
        this.entries = entries;
    }

    Uni<AuditPage> of(String projectId, Map<String, String> filters, PageQuery<Long> page) {
        return database.read(() -> entries.newest(projectId, filters, page))
                .map(rows -> new AuditPage(
                        page.page(rows).stream().map(AuditEntry::told).toList(), page.next(rows, AuditEntry::id)));
    }

    static Map<String, String> filters(@Nullable String who, @Nullable String action, @Nullable String subject) {
        Map<String, String> filters = new LinkedHashMap<>();
        keep(filters, "who", who);
        keep(filters, "action", action);
        keep(filters, "subject", subject);
        return filters;
    }

    private static void keep(Map<String, String> filters, String name, @Nullable String value) {
        Names.atMost(name, Names.MAX_TEXT, value);
        if (value != null && !value.isEmpty()) {
            filters.put(name, value);
        }
    }
}
