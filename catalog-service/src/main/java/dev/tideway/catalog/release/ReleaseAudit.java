package dev.tideway.catalog.release;

import dev.tideway.catalog.audit.AuditEntry;
import dev.tideway.catalog.audit.AuditRepository;
import dev.tideway.protocol.WireJson;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Writes into the audit log what became of releases. */
@ApplicationScoped
class ReleaseAudit {
    private final AuditRepository entries;

    ReleaseAudit(AuditRepository entries) {
        this.entries = entries;
    }

    /** What is known of a release, to be compared after a change. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> values(Release release) {
        return WireJson.read(WireJson.write(release.status()), Map.class);
    }

    /**
     * @param action such as {@code release.paused}
     * @param before empty for a release that was not there
     */
    Uni<Void> record(Occasion when, Release release, String action, Map<String, Object> before) {
        return entries.append(new AuditEntry(
                when.project().id(),
                new AuditEntry.Act(when.who(), action, release.subject()),
                before,
                values(release)));
    }
}
