package dev.tideway.catalog.audit;

import dev.tideway.protocol.WireRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the audit log, newest first.
 *
 * @param nextCursor absent on the last page
 */
@WireRecord
public record AuditPage(List<AuditRecord> entries, @Nullable String nextCursor) {}
