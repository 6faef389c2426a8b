package dev.tideway.catalog.audit;

import dev.tideway.catalog.request.PageQuery;
import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.quarkus.panache.common.Parameters;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The table {@code audit_entry}: written in the transaction of the change, read, and nothing else. */
@ApplicationScoped
public class AuditRepository implements PanacheRepository<AuditEntry> {
    /** In the caller's transaction: there is no change without its entry, and no entry without its change. */
    public Uni<Void> append(AuditEntry entry) {
        return persist(entry).replaceWithVoid();
    }

    /** @param filters values of {@code who}, {@code action}, {@code subject}; those that are absent hold for all */
    Uni<List<AuditEntry>> newest(String projectId, Map<String, String> filters, PageQuery<Long> page) {
        String and = filters.keySet().stream()
                .map(name -> " and " + name + " = :" + name)
                .collect(Collectors.joining());
        Parameters values = Parameters.with("project", projectId).and("below", page.after());
        filters.forEach(values::and);
        return find("projectId = :project and id < :below" + and, Sort.descending("id"), values)
                .range(0, page.rows() - 1)
                .list();
    }
}
