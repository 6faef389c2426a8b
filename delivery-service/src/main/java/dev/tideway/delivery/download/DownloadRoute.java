package dev.tideway.delivery.download;

import dev.tideway.delivery.cache.ArtifactName;
import dev.tideway.delivery.cache.Located;
import dev.tideway.protocol.artifact.ArtifactKeys;
import dev.tideway.protocol.catalogue.Catalogue;
import dev.tideway.protocol.catalogue.CatalogueRelease;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

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
            var release = chosen.release();
            artifacts.send(
                    request,
                    ArtifactName.ofPackage(release.updatePackage().sha256()),
                    located -> describe(catalogue, release, located));
        } else if (choice instanceof PackageChoice.Ambiguous ambiguous) {
            throw new RefusedException(Problem.ambiguous(ambiguous.parameter()));
        } else if (choice instanceof PackageChoice.Purged) {
            throw new RefusedException(Problem.purged(number));
        } else {
            boolean mayCome = ((PackageChoice.NotGiven) choice).mayCome();
            throw new RefusedException(Problem.unknownUpdate(number, mayCome));
        }
    }

    private Representation describe(Catalogue catalogue, CatalogueRelease release, Located located) {
        return new Representation(
                "application/zip",
                located.size(),
                located.etag(),
                located.digest(),
                located.lastModified(),
                config.downloadCacheControl(),
                List.of(
                        "project-" + catalogue.projectId(),
                        "sha256-" + release.updatePackage().sha256()),
                Optional.of(ArtifactKeys.downloadName(release.os(), release.appVersion())));
    }
}
