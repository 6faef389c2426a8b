package dev.tideway.catalog.build;

import dev.tideway.protocol.artifact.Sha256;
import dev.tideway.protocol.event.BuildFinished;
import dev.tideway.protocol.event.BuildOutcome;
import dev.tideway.protocol.event.BuildRef;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** The table {@code early_outcome}. */
@ApplicationScoped
class EarlyOutcomeRepository implements PanacheRepositoryBase<EarlyOutcome, EarlyOutcome.Id> {
    Uni<Void> keep(BuildOutcome outcome) {
        var id = id(outcome.build(), outcome.eventSha256());
        return findById(id).chain(known -> {
            if (known != null) {
                known.replace(outcome);
                return Uni.createFrom().voidItem();
            }
            return persist(new EarlyOutcome(id, outcome)).replaceWithVoid();
        });
    }

    /** What waits for that announcement, if anything does; it waits no more. */
    Uni<@Nullable BuildOutcome> take(BuildFinished announcement) {
        return findById(id(announcement.build(), announcement.eventSha256()))
                .chain(known -> known == null
                        ? Uni.createFrom().nullItem()
                        : delete(known).replaceWith(known.outcome()));
    }

    /** The build is packed: whatever waits is about announcements that will never count. */
    Uni<Void> forget(BuildRef ref) {
        return delete("id.projectId = ?1 and id.os = ?2 and id.buildId = ?3", ref.projectId(), ref.os(), ref.buildId())
                .replaceWithVoid();
    }

    private static EarlyOutcome.Id id(BuildRef ref, Sha256 event) {
        return new EarlyOutcome.Id(ref.projectId(), ref.os(), ref.buildId(), event.hex());
    }
}
