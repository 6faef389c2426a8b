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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

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
                        cache.maxWait()));
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

    /** As good as known, by an id or an alias; empty, as of this moment, if there is no such project. */
    CompletableFuture<Optional<Catalogue>> known(String idOrAlias) {
        if (isAlias(idOrAlias)) {
            // A project of that id goes before; it is looked for now and then, but nobody waits for it.
            var unused = documents.get(
                    ArtifactKeys.catalogue(idOrAlias), config.catalogueUsable(), config.catalogueUsable());
            return ofAlias(idOrAlias);
        }
        return ofProject(idOrAlias)
                .handle((found, failure) -> found != null && found.isPresent()
                        ? CompletableFuture.completedFuture(found)
                        : ofAlias(idOrAlias).thenApply(aliased -> aliasedOrFailed(aliased, failure)))
                .thenCompose(result -> result);
    }

    /** Whether somebody claims it, and no project is known by that id; known without asking S3. */
    boolean isAlias(String idOrAlias) {
        return !documents.isKnown(ArtifactKeys.catalogue(idOrAlias)) && aliases.isKnown(idOrAlias);
    }

    private static Optional<Catalogue> aliasedOrFailed(Optional<Catalogue> aliased, @Nullable Throwable failure) {
        if (aliased.isEmpty() && failure != null) {
            throw failure instanceof RuntimeException e ? e : new IllegalStateException(failure);
        }
        return aliased;
    }

    /** As of this moment, which all who wait share. */
    CompletableFuture<Optional<Catalogue>> current(String projectId) {
        return present(documents.notOlderThan(config.unknownNumberAge(), ArtifactKeys.catalogue(projectId)));
    }

    private CompletableFuture<Optional<Catalogue>> ofProject(String projectId) {
        String key = ArtifactKeys.catalogue(projectId);
        var fresh = documents.isKnown(key) ? config.catalogueFresh() : config.unknownNumberAge();
        return present(documents.get(key, fresh, config.catalogueUsable()));
    }

    private CompletableFuture<Optional<Catalogue>> ofAlias(String alias) {
        return aliases.claimants(alias).thenCompose(claimants -> firstThatLists(alias, claimants));
    }

    private CompletableFuture<Optional<Catalogue>> firstThatLists(String alias, List<String> claimants) {
        var first = CompletableFuture.completedFuture(Optional.<Catalogue>empty());
        for (String claimant : claimants) {
            first = first.thenCompose(earlier -> earlier.isPresent()
                    ? CompletableFuture.completedFuture(earlier)
                    : ofProject(claimant)
                            .thenApply(found -> found.filter(
                                    catalogue -> catalogue.settings().aliases().contains(alias))));
        }
        return first;
    }

    private static CompletableFuture<Optional<Catalogue>> present(CompletableFuture<Optional<Catalogue>> read) {
        return read.thenApply(found -> found.filter(catalogue -> !catalogue.deleted()));
    }
}
