package dev.tideway.catalog.publish;

import dev.tideway.catalog.check.CatalogueExcerpt;
import dev.tideway.catalog.check.CatalogueStore;
import dev.tideway.catalog.check.UpdateChecker;
import dev.tideway.protocol.artifact.ArtifactKeys;
import dev.tideway.protocol.catalogue.Catalogue;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Writes one state of a project everywhere, in the order that keeps every device's next step possible: what
 * {@code /download} resolves by, then what public files name, then what makes {@code /checkUpdate} tell of it.
 */
@Singleton
public class StateWriter {
    private final CatalogueStore catalogues;
    private final AliasStore aliases;
    private final PublicFileStore publicFiles;
    private final CatalogueProducer topic;
    private final UpdateChecker checker;

    StateWriter(
            CatalogueStore catalogues,
            AliasStore aliases,
            PublicFileStore publicFiles,
            CatalogueProducer topic,
            @ConfigProperty(name = "tideway.public-url") String publicUrl) {
        this.catalogues = catalogues;
        this.aliases = aliases;
        this.publicFiles = publicFiles;
        this.topic = topic;
        this.checker = new UpdateChecker(publicUrl);
    }

    /**
     * Fails with the first step that fails; the steps after it are not taken.
     *
     * @param before what lies in S3; absent: no alias is given up
     */
    Uni<Void> write(@Nullable Catalogue before, Catalogue state) {
        return aliases.write(before, state)
                .chain(() -> catalogues.save(state))
                .chain(() -> state.deleted()
                        ? publicFiles.removeAll(ArtifactKeys.deploy(state.projectId()))
                        : publicFiles.write(PublicFiles.of(state, checker)))
                .chain(() -> topic.send(CatalogueExcerpt.of(state)));
    }

    /** What lies in S3 of a project for delivery and for replicas that start; absent where nothing does. */
    Uni<@Nullable Catalogue> stored(String projectId) {
        return catalogues.find(projectId);
    }

    /** Whether the public files are those of this state or of a later one. */
    Uni<Boolean> hasPublicFiles(Catalogue state) {
        return state.deleted()
                ? publicFiles.isEmpty(ArtifactKeys.deploy(state.projectId()))
                : publicFiles.areThere(PublicFiles.of(state, checker));
    }
}
