package dev.tideway.delivery.download;

import dev.tideway.delivery.cache.ArtifactName;
import dev.tideway.delivery.download.PublicFiles.PublicFile;
import dev.tideway.protocol.artifact.ArtifactKeys;
import dev.tideway.protocol.artifact.Sha256;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * Answers {@code /deploy/{project}/…}: the static form, and what the older plugin reads. Its packages come from the same
 * cache as everybody's, by the digest that their writer noted at them.
 */
@Singleton
class DeployRoute {
    private final PublicFiles files;
    private final ProjectAliases aliases;
    private final ArtifactRoute artifacts;
    private final Answers answers;
    private final Continuation continuation;
    private final DeliveryConfig config;

    DeployRoute(
            PublicFiles files,
            ProjectAliases aliases,
            ArtifactRoute artifacts,
            Answers answers,
            Continuation continuation,
            DeliveryConfig config) {
        this.files = files;
        this.aliases = aliases;
        this.artifacts = artifacts;
        this.answers = answers;
        this.continuation = continuation;
        this.config = config;
    }

    void handle(RoutingContext request, DevicePath.PublicFile path) {
        String project = aliases.projectOf(path.projectId()).orElse(path.projectId());
        continuation.on(request, files.find(ArtifactKeys.deploy(project) + path.rest()), found -> {
            var file = found.orElseThrow(() -> new RefusedException(Problem.noSuchArtifact()));
            long size = file.document().body().length;
            var pointer = file.document().pointsAt();
            if (pointer.isPresent()) {
                artifacts.send(
                        request,
                        ArtifactName.ofPackage(pointer.get()),
                        located -> describe(project, path.rest(), file, located.size()));
            } else {
                var body = new MemoryBody(Buffer.buffer(file.document().body()));
                answers.send(request, describe(project, path.rest(), file, size), body);
            }
        });
    }

    private Representation describe(String project, String name, PublicFile file, long size) {
        Sha256 digest = file.digest();
        boolean zip = name.endsWith(".zip");
        return new Representation(
                contentType(name),
                size,
                digest.hex(),
                Optional.of(digest),
                file.document().head().lastModified(),
                config.deployCacheControl(),
                List.of("project-" + project),
                zip ? Optional.of(name.substring(name.lastIndexOf('/') + 1)) : Optional.empty());
    }

    private static String contentType(String name) {
        if (name.endsWith(".json")) {
            return "application/json";
        }
        return name.endsWith(".zip") ? "application/zip" : "application/octet-stream";
    }
}
