package dev.tideway.catalog.release;

import dev.tideway.protocol.event.ActionsReady;
import dev.tideway.protocol.event.BuildFinished;
import dev.tideway.protocol.event.ReleaseOffered;
import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table {@code release}. */
@ApplicationScoped
class ReleaseRepository implements PanacheRepository<Release> {
    /** Absent where nothing was offered in the build's line yet. */
    Uni<OfferDecision.@Nullable NewestOfLine> newestOfLine(BuildFinished build) {
        return find(
                        "projectId = ?1 and os = ?2 and appVersion = ?3 and channel = ?4",
                        Sort.descending("announcedSequence"),
                        build.projectId(),
                        build.os(),
                        build.appVersion(),
                        build.channel())
                .firstResult()
                .map(newest -> newest == null ? null : newest.asNewest());
    }

    /** What devices of the candidate's os and app version may have installed, newest first, each package once. */
    Uni<List<ReleaseOffered.Base>> bases(Candidate candidate, int limit) {
        var build = candidate.build();
        return find(
                        "projectId = ?1 and os = ?2 and appVersion = ?3 and state <> 'purged' and packageSha256 <> ?4",
                        Sort.descending("updateNumber"),
                        build.projectId(),
                        build.os(),
                        build.appVersion(),
                        candidate.updatePackage().sha256().hex())
                // Releases may repeat a package; a few more rows than bases are enough.
                .page(0, 4 * limit)
                .list()
                .map(releases -> releases.stream()
                        .map(Release::asBase)
                        .distinct()
                        .limit(limit)
                        .toList());
    }

    /** Whether a release has the package that the instructions lead to. */
    Uni<Boolean> have(ActionsReady ready) {
        return count(
                        "projectId = ?1 and os = ?2 and appVersion = ?3 and packageSha256 = ?4",
                        ready.projectId(),
                        ready.os(),
                        ready.appVersion(),
                        ready.to().hex())
                .map(releases -> releases > 0);
    }

    Uni<List<ReleaseStatus>> ofProject(String projectId) {
        return find("projectId", Sort.descending("offeredAt", "id"), projectId)
                .list()
                .map(releases -> releases.stream().map(Release::status).toList());
    }
}
