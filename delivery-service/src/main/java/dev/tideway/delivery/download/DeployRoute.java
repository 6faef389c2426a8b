package dev.tideway.delivery.download;

import dev.tideway.delivery.cache.ArtifactName;
import dev.tideway.delivery.download.PublicFiles.PublicFile;
import dev.tideway.protocol.artifact.ArtifactKeys;
import dev.tideway.protocol.artifact.Sha256;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Answers {@code /deploy/{project}/…}: the static form, and what the older plugin reads. Its packages come from the same
 * cache as everybody's, by the digest that their writer noted at them.
 */
@Singleton
class DeployRoute {
    private final PublicFiles files;
    private final Catalogues catalogues;
    private final ArtifactRoute artifacts;
    private final Answers answers;
    private final Continuation continuation;
    private final DeliveryConfig config;

    DeployRoute(
            PublicFiles files,
            Catalogues catalogues,
            ArtifactRoute artifacts,
            Answers answers,
            Continuation continuation,
            DeliveryConfig config) {
        this.files = files;
        this.catalogues = catalogues;
        this.artifacts = artifacts;
        this.answers = answers;
        this.continuation = continuation;
        this.config = config;
    }

    /**
     * A public file, and whose it is.
     *
     * @param age since S3 was known to have it so
     */
    private record Owned(String projectId, PublicFile file, Duration age) {}

    void handle(RoutingContext request, DevicePath.PublicFile path) {
        continuation.on(request, find(path), found -> {
            var owned = found.orElseThrow(() -> new RefusedException(Problem.noSuchArtifact()));
            var document = owned.file().document();
            var pointer = document.pointsAt();
            if (pointer.isPresent()) {
                artifacts.send(
                        request,
                        new Wanted(
                                ArtifactName.ofPackage(pointer.get()),
                                located -> describe(owned, path.rest(), located.size())));
            } else {
                var body = new MemoryBody(Buffer.buffer(document.body()));
                answers.send(request, describe(owned, path.rest(), document.body().length), body);
            }
        });
    }

    private CompletableFuture<Optional<Owned>> find(DevicePath.PublicFile path) {
        String id = path.projectId();
        return catalogues.isAlias(id)
                ? findAtOwner(path)
                : find(id, path)
                        .thenCompose(found ->
                                found.isPresent() ? CompletableFuture.completedFuture(found) : findAtOwner(path));
    }

    private CompletableFuture<Optional<Owned>> findAtOwner(DevicePath.PublicFile path) {
        return catalogues.known(path.projectId()).thenCompose(owner -> owner.map(
                        catalogue -> find(catalogue.projectId(), path))
                .orElse(CompletableFuture.completedFuture(Optional.empty())));
    }

    private CompletableFuture<Optional<Owned>> find(String projectId, DevicePath.PublicFile path) {
        String key = ArtifactKeys.deploy(projectId) + path.rest();
        return files.find(key).thenApply(found -> found.map(file -> new Owned(projectId, file, files.age(key))));
    }

    private Representation describe(Owned owned, String name, long size) {
        Sha256 digest = owned.file().digest();
        boolean zip = name.endsWith(".zip");
        return new Representation(
                contentType(name),
                size,
                digest.hex(),
                Optional.of(digest),
                owned.file().document().head().lastModified(),
                new Caching(
                        config.deployCacheControl(),
                        config.deployCdnCacheControl(),
                        List.of("project-" + owned.projectId()),
                        owned.age()),
                zip ? Optional.of(name.substring(name.lastIndexOf('/') + 1)) : Optional.empty());
    }

    private static String contentType(String name) {
        if (name.endsWith(".json")) {
            return "application/json";
        }
        return name.endsWith(".zip") ? "application/zip" : "application/octet-stream";
    }
}
