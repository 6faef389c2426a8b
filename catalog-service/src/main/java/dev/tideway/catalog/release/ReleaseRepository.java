package dev.tideway.catalog.release;

import dev.tideway.catalog.problem.ProblemType;
import dev.tideway.catalog.problem.RefusedException;
import dev.tideway.catalog.request.PageQuery;
import dev.tideway.protocol.event.ActionsReady;
import dev.tideway.protocol.event.ReleaseOffered;
import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.quarkus.panache.common.Parameters;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The table {@code release}; changed with the project's row locked. */
@ApplicationScoped
class ReleaseRepository implements PanacheRepository<Release> {
    private static final String IN_LINE = "projectId = ?1 and os = ?2 and appVersion = ?3 and channel = ?4";

    /** Fails with a refusal where the project has no such release. */
    Uni<Release> existing(String projectId, long id) {
        return find("projectId = ?1 and id = ?2", projectId, id)
                .firstResult()
                .onItem()
                .ifNull()
                .failWith(() -> new RefusedException(
                        ProblemType.NOT_FOUND,
                        "The project " + projectId + " has no release " + id
                                + ". Its list of releases names their ids."));
    }

    /** The release of the line that was offered and whose build was announced last, absent where none was offered. */
    Uni<@Nullable Release> newestOfLine(ReleaseLine line) {
        return find(
                        IN_LINE + " and updateNumber is not null",
                        Sort.descending("announcedSequence", "updateNumber"),
                        line.projectId(),
                        line.os(),
                        line.appVersion(),
                        line.channel())
                .firstResult();
    }

    /** The release of the line with the highest number, absent where none was offered. */
    Uni<@Nullable Release> highestOfLine(ReleaseLine line) {
        return find(
                        IN_LINE + " and updateNumber is not null",
                        Sort.descending("updateNumber"),
                        line.projectId(),
                        line.os(),
                        line.appVersion(),
                        line.channel())
                .firstResult();
    }

    /** What a release can be rolled back to by itself: the newest earlier one that every device may have, with other files. */
    Uni<@Nullable Release> lastGoodBefore(Release bad, long updateNumber) {
        ReleaseLine line = bad.line();
        return find(
                        IN_LINE + " and state = 'offered' and rollout = 1000 and updateNumber < ?5",
                        Sort.descending("updateNumber"),
                        line.projectId(),
                        line.os(),
                        line.appVersion(),
                        line.channel(),
                        updateNumber)
                .list()
                .map(earlier -> earlier.stream()
                        .filter(r -> !r.isOfPackage(bad))
                        .findFirst()
                        .orElse(null));
    }

    /** What waits in the line and was announced before. */
    Uni<List<Release>> waitingBefore(ReleaseLine line, long announced) {
        return find(
                        IN_LINE + " and state in ('held', 'scheduled') and announcedSequence < ?5",
                        line.projectId(),
                        line.os(),
                        line.appVersion(),
                        line.channel(),
                        announced)
                .list();
    }

    /** What devices of the release's os and app version may have installed, newest first, each package once. */
    Uni<List<ReleaseOffered.Base>> bases(Release release, int limit) {
        ReleaseLine line = release.line();
        return find(
                        "projectId = ?1 and os = ?2 and appVersion = ?3 and updateNumber is not null and state <> 'purged'",
                        Sort.descending("updateNumber"),
                        line.projectId(),
                        line.os(),
                        line.appVersion())
                // Releases may repeat a package; a few more rows than bases are enough.
                .page(0, 4 * limit + 1)
                .list()
                .map(releases -> releases.stream()
                        .filter(earlier -> !earlier.isOfPackage(release))
                        .map(Release::asBase)
                        .distinct()
                        .limit(limit)
                        .toList());
    }

    /** Whether a release that was offered has the package that the instructions lead to. */
    Uni<Boolean> have(ActionsReady ready) {
        return count(
                        "projectId = ?1 and os = ?2 and appVersion = ?3 and packageSha256 = ?4"
                                + " and updateNumber is not null",
                        ready.projectId(),
                        ready.os(),
                        ready.appVersion(),
                        ready.to().hex())
                .map(releases -> releases > 0);
    }

    /** Scheduled releases whose time has come, in the order in which their builds were announced. */
    Uni<List<Release>> due(String projectId, Instant now) {
        return find(
                        "projectId = ?1 and state = 'scheduled' and notBefore <= ?2",
                        Sort.ascending("announcedSequence", "id"),
                        projectId,
                        now)
                .list();
    }

    /** Whatever else needs the bytes of its package, in any project, in the order of projects. */
    Uni<List<Release>> referrers(Release release) {
        return list(
                "packageSha256 = ?1 and id <> ?2 and state not in ('purged', 'declined')"
                        + " and projectId not in (select p.id from Project p where p.deletedAt is not null)",
                Sort.ascending("projectId", "id"),
                release.bytes().zip().hex(),
                release.id());
    }

    /** Every release that was ever offered. */
    Uni<List<Release>> numbered(String projectId) {
        return list("projectId = ?1 and updateNumber is not null", projectId);
    }

    /** Offered releases whose rollout goes on with time. */
    Uni<List<Release>> rolling(String projectId) {
        return find(
                        "projectId = ?1 and state = 'offered' and rolloutSteps is not null",
                        Sort.ascending("id"),
                        projectId)
                .list();
    }

    /** All of a project, newest first. */
    Uni<List<Release>> of(String projectId) {
        return find("projectId = ?1", Sort.descending("id"), projectId).list();
    }

    /** @param filters wanted values by the names of attributes */
    Uni<List<Release>> newest(String projectId, Map<String, Object> filters, PageQuery<Long> page) {
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
