package dev.tideway.delivery.download;

import dev.tideway.delivery.bucket.Bucket;
import dev.tideway.delivery.bucket.ObjectHead;
import dev.tideway.delivery.bucket.ObjectMissingException;
import dev.tideway.delivery.bucket.ObjectStore;
import dev.tideway.delivery.cache.CacheConfig;
import dev.tideway.delivery.cache.Document;
import dev.tideway.delivery.cache.DocumentCopies;
import dev.tideway.delivery.cache.Documents;
import dev.tideway.protocol.artifact.ArtifactKeys;
import dev.tideway.protocol.artifact.Sha256;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Which projects claim an alias: one listing of the few keys under it, kept as other documents are. What a claim is worth
 * only the project's catalogue says.
 */
@Singleton
class ProjectAliases {
    /** An alias moves from one project to another at times; more claims than this come from nowhere. */
    private static final int MOST_CLAIMS = 16;

    private final ObjectStore store;
    private final Documents<List<String>> claims;
    private final DeliveryConfig config;

    ProjectAliases(ObjectStore store, DeliveryConfig config, CacheConfig cache) {
        this.store = store;
        this.config = config;
        this.claims = new Documents<>(
                this::list,
                new DocumentCopies(cache.directory().resolve("aliases")),
                (document, before) -> new String(document.body(), StandardCharsets.UTF_8)
                        .lines()
                        .toList(),
                new Documents.Limits(
                        config.documentMemory().asLongValue(),
                        config.documentThreads(),
                        config.unknownReadsPerSecond(),
                        config.staleWait(),
                        cache.maxWait()));
    }

    @PreDestroy
    void close() {
        claims.close();
    }

    /** Whether somebody claimed it when it was last looked up. */
    boolean isKnown(String alias) {
        return claims.isKnown(ArtifactKeys.aliasClaims(alias));
    }

    /** Ids of projects in their order; whoever lists the alias first among them has it. */
    CompletableFuture<List<String>> claimants(String alias) {
        String key = ArtifactKeys.aliasClaims(alias);
        var fresh = claims.isKnown(key) ? config.aliasFresh() : config.unknownNumberAge();
        return claims.get(key, fresh, config.catalogueUsable()).thenApply(ids -> ids.orElse(List.of()));
    }

    private Optional<Document> list(String prefix, Optional<ObjectHead> known) throws ObjectMissingException {
        var ids = store.keys(Bucket.PRIVATE, prefix, MOST_CLAIMS).stream()
                .map(key -> key.substring(prefix.length()))
                .toList();
        if (ids.isEmpty()) {
            throw new ObjectMissingException(prefix);
        }
        byte[] body = String.join("\n", ids).getBytes(StandardCharsets.UTF_8);
        var head = new ObjectHead(body.length, Sha256.of(body).hex(), Instant.EPOCH, Map.of());
        return known.filter(head::equals).isPresent() ? Optional.empty() : Optional.of(new Document(head, body));
    }
}
