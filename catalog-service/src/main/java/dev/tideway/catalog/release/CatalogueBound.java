package dev.tideway.catalog.release;

import dev.tideway.catalog.check.CatalogueExcerpt;
import dev.tideway.catalog.problem.RefusedException;
import dev.tideway.catalog.project.CatalogueLimit;
import dev.tideway.catalog.project.LimitsConfig;
import dev.tideway.catalog.project.Project;
import dev.tideway.protocol.WireJson;
import dev.tideway.protocol.catalogue.Catalogue;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/**
 * Measures what a project's message on the topic would be, as the publisher compresses it.
 *
 * <p>Nearly always it is so far below the limit that counting is enough.
 */
@ApplicationScoped
class CatalogueBound implements CatalogueLimit {
    /** No release is written in more bytes than this: three digests, and texts of at most 64 characters. */
    private static final int LARGEST_RELEASE = 2048;

    private static final int LARGEST_ACTIONS = 128;

    /** What one more offer may add, in bytes. */
    private static final int ROOM = LARGEST_RELEASE + 4 * LARGEST_ACTIONS;

    /** The releases from which answers are made, or a few more: of each line those down to the first at full rollout. */
    private static final String COUNTS = """
            with live as (
                select r.*, max(r.update_number) filter (
                           where r.state = 'offered' and r.rollout = 1000 and r.min_plugin_version is null)
                       over (partition by r.os, r.app_version, r.channel) as full_number
                from release r where r.project_id = :project and r.state in ('offered', 'paused')),
            bearing as (select * from live where update_number >= coalesce(full_number, 0))
            select (select count(*) from bearing) + (select count(distinct (os, app_version, channel)) from live) as releases,
                   (select count(*) from actions a
                    where a.project_id = :project and a.to_sha256 in (select package_sha256 from bearing)) as actions""";

    private static final String LINES = """
            select count(distinct (os, app_version, channel)) as lines,
                   coalesce(bool_or((os, app_version, channel) = (:os, :version, :channel)), false) as known
            from release where project_id = :project and state in ('offered', 'paused')""";

    private final ReleaseRepository releases;
    private final ActionsRepository actions;
    private final LimitsConfig limits;

    CatalogueBound(ReleaseRepository releases, ActionsRepository actions, LimitsConfig limits) {
        this.releases = releases;
        this.actions = actions;
        this.limits = limits;
    }

    @Override
    public Uni<Void> require(Project project) {
        return exceeds(project, 0)
                .invoke(exceeds -> {
                    if (exceeds) {
                        throw RefusedException.limit(
                                "catalogue_size",
                                "What devices may be told of the project " + project.id() + " would be longer than "
                                        + limits.catalogueSize().asLongValue() / 1024
                                        + " KiB. Take releases to full rollout, or withdraw those of app versions that nobody uses"
                                        + " any more; nothing was changed.");
                    }
                })
                .replaceWithVoid();
    }

    /** Whether one more release may be offered in a line. */
    Uni<Boolean> hasRoom(Project project, ReleaseLine line) {
        return exceeds(project, ROOM)
                .chain(exceeds -> exceeds ? Uni.createFrom().item(false) : hasLine(line));
    }

    /** Whether a few more bytes may be told. */
    Uni<Boolean> hasRoom(Project project) {
        return exceeds(project, ROOM).map(exceeds -> !exceeds);
    }

    /** Fails with a refusal (409, {@code lines}) if the line would be one too many. */
    Uni<Void> requireLine(ReleaseLine line) {
        return hasLine(line)
                .invoke(has -> {
                    if (!has) {
                        throw RefusedException.limit(
                                "lines",
                                "The project " + line.projectId() + " offers something in " + limits.lines()
                                        + " lines of os, app version and channel, which is the limit. Withdraw the releases of app"
                                        + " versions that nobody uses any more; nothing was changed.");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Boolean> hasLine(ReleaseLine line) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(LINES, Tuple.class)
                        .setParameter("project", line.projectId())
                        .setParameter("os", line.os())
                        .setParameter("version", line.appVersion())
                        .setParameter("channel", line.channel())
                        .getSingleResult())
                .map(found -> found.get("known", Boolean.class)
                        || found.get("lines", Number.class).longValue() < limits.lines());
    }

    private Uni<Boolean> exceeds(Project project, int more) {
        long limit = limits.catalogueSize().asLongValue() - more;
        return Panache.getSession()
                .chain(session -> session.flush().chain(() -> session.createNativeQuery(COUNTS, Tuple.class)
                        .setParameter("project", project.id())
                        .getSingleResult()))
                .chain(counts -> longest(project, counts) <= limit
                        ? Uni.createFrom().item(false)
                        : size(project).map(size -> size > limit));
    }

    private static long longest(Project project, Tuple counts) {
        return WireJson.write(project.settings()).length
                + 1024L
                + LARGEST_RELEASE * counts.get("releases", Number.class).longValue()
                + LARGEST_ACTIONS * counts.get("actions", Number.class).longValue();
    }

    private Uni<Long> size(Project project) {
        return actions.of(project.id()).chain(leading -> releases.numbered(project.id())
                .map(numbered -> compressed(new Catalogue(
                        project.id(),
                        project.revision(),
                        false,
                        project.settings(),
                        numbered.stream()
                                .map(release -> release.inCatalogue(leading))
                                .toList()))));
    }

    static long compressed(Catalogue whole) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(WireJson.write(CatalogueExcerpt.of(whole)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.size();
    }
}
