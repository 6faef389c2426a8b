package dev.tideway.delivery.download;

import dev.tideway.delivery.bucket.ObjectStore;
import dev.tideway.delivery.cache.ArtifactCache;
import dev.tideway.delivery.cache.ArtifactName;
import dev.tideway.delivery.cache.CachedFile;
import dev.tideway.delivery.cache.Located;
import dev.tideway.delivery.cache.RemoteObject;
import dev.tideway.delivery.cache.Workers;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Answers with an artifact: under its own path, and wherever another path turns out to mean one. */
@Singleton
class ArtifactRoute {
    private final ArtifactCache cache;
    private final ObjectStore store;
    private final Answers answers;
    private final Continuation continuation;
    private final DeliveryConfig config;
    private final Workers workers;

    ArtifactRoute(
            ArtifactCache cache, ObjectStore store, Answers answers, Continuation continuation, DeliveryConfig config) {
        this.cache = cache;
        this.store = store;
        this.answers = answers;
        this.continuation = continuation;
        this.config = config;
        this.workers = new Workers("pass-through", config.passThroughThreads(), config.maxWaitingPieces());
    }

    @PreDestroy
    void close() {
        workers.close();
    }

    void handle(RoutingContext request, ArtifactName name) {
        send(request, wanted(name));
    }

    /** Under its own path. */
    Wanted wanted(ArtifactName name) {
        return new Wanted(
                name,
                located -> new Representation(
                        name.contentType(),
                        located.size(),
                        located.etag(),
                        located.digest(),
                        located.lastModified(),
                        new Caching(
                                config.artifactCacheControl(),
                                config.artifactCdnCacheControl(),
                                located.digest()
                                        .map(digest -> List.of("sha256-" + digest))
                                        .orElse(List.of()),
                                Duration.ZERO),
                        Optional.empty()));
    }

    void send(RoutingContext request, Wanted wanted) {
        var name = wanted.name();
        continuation.on(
                request,
                cache.find(name),
                located -> answers.send(request, wanted.describe().apply(located), body(name, located)));
    }

    private Body body(ArtifactName name, Located located) {
        if (located instanceof CachedFile file) {
            return new FileBody(file, () -> cache.lost(name, file));
        }
        return new RemoteBody((RemoteObject) located, store, workers);
    }
}
