package dev.tideway.delivery.download;

import dev.tideway.delivery.bucket.Bucket;
import dev.tideway.delivery.bucket.ObjectStore;
import dev.tideway.delivery.cache.CacheConfig;
import dev.tideway.delivery.cache.Document;
import dev.tideway.delivery.cache.DocumentCopies;
import dev.tideway.delivery.cache.DocumentStore;
import dev.tideway.delivery.cache.Documents;
import dev.tideway.protocol.artifact.Sha256;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The files under {@code deploy/}, as S3 has them now. */
@Singleton
class PublicFiles {
    private final Documents<PublicFile> documents;
    private final DeliveryConfig config;

    /** @param digest of the content, which may not be here but in the package that the document points at */
    record PublicFile(Document document, Sha256 digest) {
        static PublicFile of(Document document) {
            return new PublicFile(document, document.pointsAt().orElseGet(() -> Sha256.of(document.body())));
        }
    }

    PublicFiles(ObjectStore store, DeliveryConfig config, CacheConfig cache) {
        this.config = config;
        this.documents = new Documents<>(
                new DocumentStore(
                        store, Bucket.PUBLIC, (int) config.largestDocument().asLongValue()),
                new DocumentCopies(cache.directory().resolve("deploy")),
                (document, before) -> PublicFile.of(document),
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

    /** Empty if S3 has no such file. */
    CompletableFuture<Optional<PublicFile>> find(String key) {
        return documents.get(key, config.publicFileAge(), config.publicFileAge());
    }

    /** Since S3 was last known to have it so; zero if that is not known. */
    Duration age(String key) {
        return documents.age(key);
    }
}
