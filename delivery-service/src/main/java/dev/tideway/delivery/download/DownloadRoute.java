package dev.tideway.delivery.download;

import dev.tideway.delivery.cache.ArtifactName;
import dev.tideway.delivery.cache.Located;
import dev.tideway.protocol.artifact.ArtifactKeys;
import dev.tideway.protocol.catalogue.Catalogue;
import dev.tideway.protocol.catalogue.CatalogueRelease;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers {@code /download}: finds the package that the device means, in the project's catalogue. */
@Singleton
class DownloadRoute {
    private final Catalogues catalogues;
    private final ArtifactRoute artifacts;
    private final Continuation continuation;
    private final DeliveryConfig config;

    DownloadRoute(Catalogues catalogues, ArtifactRoute artifacts, Continuation continuation, DeliveryConfig config) {
        this.catalogues = catalogues;
        this.artifacts = artifacts;
        this.continuation = continuation;
        this.config = config;
    }

    void handle(RoutingContext request) {
        var query = DownloadQuery.parse(request.request().query());
        continuation.on(request, catalogues.known(query.projectId()), known -> {
            var catalogue = known.orElseThrow(() -> new RefusedException(Problem.unknownProject(query.projectId())));
            var choice = PackageChoice.of(catalogue, query);
            if (choice instanceof PackageChoice.NotGiven) {
                lookAgain(request, query, catalogue.projectId());
            } else {
                answer(request, query, catalogue, choice);
            }
        });
    }

    /** The number may have been given a moment ago. */
    private void lookAgain(RoutingContext request, DownloadQuery query, String projectId) {
        continuation.on(request, catalogues.current(projectId), current -> {
            var catalogue = current.orElseThrow(() -> new RefusedException(Problem.unknownProject(query.projectId())));
            answer(request, query, catalogue, PackageChoice.of(catalogue, query));
        });
    }

    private void answer(RoutingContext request, DownloadQuery query, Catalogue catalogue, PackageChoice choice) {
        String number = Long.toString(query.updateNumber());
        if (choice instanceof PackageChoice.Chosen chosen) {
            artifacts.send(request, wanted(catalogue.projectId(), chosen));
        } else if (choice instanceof PackageChoice.Ambiguous ambiguous) {
            throw new RefusedException(Problem.ambiguous(ambiguous.parameter()));
        } else if (choice instanceof PackageChoice.Purged) {
            throw new RefusedException(Problem.purged(number));
        } else {
            boolean mayCome = ((PackageChoice.NotGiven) choice).mayCome();
            throw new RefusedException(Problem.unknownUpdate(number, mayCome));
        }
    }

    /** The project's catalogue, if it is at hand. */
    @Nullable Catalogue catalogueNow(DownloadQuery query) {
        var known = catalogues.known(query.projectId());
        return known.isDone() && !known.isCompletedExceptionally()
                ? known.join().orElse(null)
                : null;
    }

    /** The package that is meant, unless it has to be asked for or refused. */
    Optional<Wanted> wanted(DownloadQuery query, Catalogue catalogue) {
        return PackageChoice.of(catalogue, query) instanceof PackageChoice.Chosen chosen
                ? Optional.of(wanted(catalogue.projectId(), chosen))
                : Optional.empty();
    }

    private Wanted wanted(String projectId, PackageChoice.Chosen chosen) {
        return new Wanted(
                ArtifactName.ofPackage(chosen.release().updatePackage().sha256()),
                located -> describe(projectId, chosen, located));
    }

    private Representation describe(String projectId, PackageChoice.Chosen chosen, Located located) {
        var release = chosen.release();
        return new Representation(
                "application/zip",
                located.size(),
                located.etag(),
                located.digest(),
                located.lastModified(),
                new Caching(
                        config.downloadCacheControl(),
                        config.downloadCdnCacheControl(),
                        tags(projectId, chosen),
                        Duration.ZERO),
                Optional.of(ArtifactKeys.downloadName(release.os(), release.appVersion())));
    }

    /** Of project, releases and package: each can be purged by itself. */
    private static List<String> tags(String projectId, PackageChoice.Chosen chosen) {
        var tags = new ArrayList<String>();
        tags.add("project-" + projectId);
        for (CatalogueRelease release : chosen.releases()) {
            // No part has a tilde, so no two releases have one tag.
            tags.add("release-" + projectId + "~" + release.os() + "~"
                    + URLEncoder.encode(release.appVersion(), StandardCharsets.UTF_8) + "~" + release.updateNumber());
        }
        tags.add("sha256-" + chosen.release().updatePackage().sha256());
        return tags;
    }
}
