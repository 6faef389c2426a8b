package dev.tideway.delivery.download;

import dev.tideway.delivery.bucket.Bucket;
import dev.tideway.delivery.bucket.ObjectStore;
import dev.tideway.delivery.cache.CacheConfig;
import dev.tideway.delivery.cache.Document;
import dev.tideway.delivery.cache.DocumentCopies;
import dev.tideway.delivery.cache.DocumentStore;
import dev.tideway.delivery.cache.Documents;
import dev.tideway.protocol.WireJson;
import dev.tideway.protocol.artifact.ArtifactKeys;
import dev.tideway.protocol.catalogue.Catalogue;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** The projects' catalogues, by the id or an alias that a device sends. */
@Singleton
class Catalogues {
    private final Documents<Catalogue> documents;
    private final ProjectAliases aliases;
    private final DeliveryConfig config;

    Catalogues(ObjectStore store, ProjectAliases aliases, DeliveryConfig config, CacheConfig cache) {
        this.aliases = aliases;
        this.config = config;
        this.documents = new Documents<>(
                new DocumentStore(
                        store, Bucket.PRIVATE, (int) config.largestDocument().asLongValue()),
                new DocumentCopies(cache.directory().resolve("catalogues")),
                Catalogues::newer,
                new Documents.Limits(
                        config.documentMemory().asLongValue(),
                        config.documentThreads(),
                        config.unknownReadsPerSecond(),
                        config.staleWait(),
                        cache.maxWait(),
                        aliases::isListed));
    }

    @PreDestroy
    void close() {
        documents.close();
    }

    /** An older revision may lie on top for a moment while several are published; the newer one still holds. */
    private static Catalogue newer(Document document, Optional<Catalogue> known) {
        var read = WireJson.read(document.body(), Catalogue.class);
        return known.filter(before -> before.revision() > read.revision()).orElse(read);
    }

    /** As good as known; empty if there is no such project. */
    CompletableFuture<Optional<Catalogue>> known(String projectId) {
        return byIdOrAlias(
                projectId,
                id -> documents.get(ArtifactKeys.catalogue(id), config.catalogueFresh(), config.catalogueUsable()));
    }

    /** As of this moment, which all who wait share. */
    CompletableFuture<Optional<Catalogue>> current(String projectId) {
        return byIdOrAlias(
                projectId, id -> documents.notOlderThan(config.unknownNumberAge(), ArtifactKeys.catalogue(id)));
    }

    private CompletableFuture<Optional<Catalogue>> byIdOrAlias(
            String projectId, Function<String, CompletableFuture<Optional<Catalogue>>> read) {
        var aliased = aliases.projectOf(projectId);
        return read.apply(aliased.orElse(projectId)).thenApply(found -> found.filter(c -> !c.deleted()));
    }
}
