package dev.tideway.catalog.release;

import dev.tideway.protocol.artifact.ActionsBase;
import dev.tideway.protocol.catalogue.CatalogueRelease;
import dev.tideway.protocol.event.ActionsReady;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The table {@code actions}; changed with the project's row locked. */
@ApplicationScoped
class ActionsRepository {
    private static final String KEEP = """
            insert into actions (project_id, os, app_version, to_sha256, from_sha256, sha256, size)
            values (:project, :os, :version, :to, :from, :sha256, :size)
            on conflict do nothing""";

    private static final String ALL = """
            select os, app_version, to_sha256, from_sha256 from actions where project_id = :project
            order by from_sha256 collate "C\"""";

    /** Whether they were not known before; what was said first stays, since the object never changes. */
    Uni<Boolean> keep(ActionsReady ready) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(KEEP)
                        .setParameter("project", ready.projectId())
                        .setParameter("os", ready.os())
                        .setParameter("version", ready.appVersion())
                        .setParameter("to", ready.to().hex())
                        .setParameter("from", ready.from().name())
                        .setParameter("sha256", ready.actions().sha256().hex())
                        .setParameter("size", ready.actions().size())
                        .executeUpdate())
                .map(rows -> rows == 1);
    }

    /** What instructions lead to. */
    record Target(String os, String appVersion, String packageSha256) {}

    /** All of a project, by what they lead to, each list in the order of what they start from. */
    Uni<Map<Target, List<CatalogueRelease.Actions>>> of(String projectId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(ALL, Object[].class)
                        .setParameter("project", projectId)
                        .getResultList())
                .map(rows -> rows.stream()
                        .collect(Collectors.groupingBy(
                                row -> new Target((String) row[0], (String) row[1], (String) row[2]),
                                Collectors.mapping(
                                        row -> new CatalogueRelease.Actions(new ActionsBase((String) row[3])),
                                        Collectors.toList()))));
    }
}
