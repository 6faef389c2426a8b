package dev.tideway.delivery.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.tideway.delivery.bucket.Bucket;
import dev.tideway.delivery.bucket.ObjectHead;
import dev.tideway.delivery.bucket.ObjectMissingException;
import dev.tideway.delivery.bucket.ObjectStore;
import dev.tideway.delivery.bucket.StoreUnavailableException;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the artifacts that devices ask for on local disk, bounded in bytes and in files: each is fetched once however
 * many ask, and is served only after its digest was checked.
 */
@Startup
@Singleton
public class ArtifactCache {
    private static final Logger LOG = Logger.getLogger(ArtifactCache.class);
    private static final int KIB = 1024;
    private static final int MAX_FAILURES = 10_000;
    private static final Duration MISSING_FOR = Duration.ofSeconds(1);
    private static final Duration BROKEN_FOR = Duration.ofSeconds(10);
    private static final Duration TOO_LARGE_FOR = Duration.ofMinutes(1);
    private static final Duration HELD_FOR = Duration.ofSeconds(2);

    private final ObjectStore store;
    private final CacheConfig config;
    private final CacheMetrics metrics;
    private final CacheFolder folder;
    private final ArtifactFill filler;
    private final Workers workers;
    private final Semaphore passThroughs;
    private final ReadBudget budget;
    private final Cache<String, CachedFile> files;
    private final ConcurrentMap<String, Fill> fills = new ConcurrentHashMap<>();
    private final Cache<String, Throwable> failures = Caffeine.newBuilder()
            .maximumSize(MAX_FAILURES)
            .expireAfter(Expiry.writing((String key, Throwable failure) ->
                    failure instanceof BrokenObjectException ? BROKEN_FOR : MISSING_FOR))
            .build();
    /** Those that never come to disk, so that S3 is not asked anew about each range of them. */
    private final Cache<String, ObjectHead> tooLarge = Caffeine.newBuilder()
            .maximumSize(MAX_FAILURES)
            .expireAfterWrite(TOO_LARGE_FOR)
            .build();

    private volatile long diskPausedUntil = System.nanoTime();

    ArtifactCache(ObjectStore store, CacheConfig config, CacheMetrics metrics) {
        this.store = store;
        this.config = config;
        this.metrics = metrics;
        this.folder = new CacheFolder(config.directory(), config.openFiles());
        this.filler = new ArtifactFill(store, folder);
        this.workers = new Workers("fill", config.fillThreads(), config.maxWaitingFills());
        this.passThroughs = new Semaphore(config.maxPassThroughs());
        this.budget = new ReadBudget(config.fetchesPerSecond(), System::nanoTime);
        this.files = files(config);
        metrics.gauge("size.bytes", this, ArtifactCache::sizeOnDisk);
        metrics.gauge("files", files, Cache::estimatedSize);
    }

    /** Weights are KiB; a file weighs at least its share of the bound, so that the bound is one of files as well. */
    private static Cache<String, CachedFile> files(CacheConfig config) {
        long bound = Math.max(1, config.maxSize().asLongValue() / KIB);
        long least = Math.max(1, bound / config.maxFiles());
        return Caffeine.newBuilder()
                .maximumWeight(bound)
                .weigher((String key, CachedFile file) ->
                        (int) Math.min(Integer.MAX_VALUE, Math.max(least, file.size() / KIB + 1)))
                .removalListener((key, file, cause) -> removed(file))
                .build();
    }

    private static void removed(@Nullable CachedFile file) {
        if (file != null) {
            file.release();
        }
    }

    /** A fetch, or the check of a file that was found: first S3's head may be known, then the file. */
    private record Fill(CompletableFuture<ObjectHead> head, CompletableFuture<CachedFile> file) {}

    @PostConstruct
    void open() {
        try {
            for (CacheFolder.Found found : folder.open()) {
                files.put(found.name().key(), found.file());
            }
        } catch (IOException e) {
            pauseDisk(e);
        }
    }

    @PreDestroy
    void close() {
        workers.close();
    }

    /**
     * Where the artifact is, as soon as it can be had from anywhere.
     *
     * <p>Fails with {@link ObjectMissingException}, {@link BrokenObjectException} or {@link StoreUnavailableException}.
     */
    public CompletableFuture<Located> find(ArtifactName name) {
        var verified = verified(name);
        if (verified != null) {
            return CompletableFuture.completedFuture(verified);
        }
        metrics.miss();
        var file = files.getIfPresent(name.key());
        var failure = failures.getIfPresent(name.key());
        if (failure != null) {
            return CompletableFuture.failedFuture(failure);
        }
        var large = tooLarge.getIfPresent(name.key());
        if (large != null) {
            return passThroughs.tryAcquire()
                    ? CompletableFuture.completedFuture(passThrough(name, large))
                    : CompletableFuture.failedFuture(tooManyPassThroughs());
        }
        if (file == null && !fills.containsKey(name.key()) && !budget.take()) {
            return CompletableFuture.failedFuture(
                    new StoreUnavailableException("too many artifacts are asked for that are not on disk", null));
        }
        return waitFor(name, fills.computeIfAbsent(name.key(), key -> start(name)));
    }

    /** The file, if it is there and was checked: nothing is begun for one that is not, and nothing counted. */
    public @Nullable CachedFile verified(ArtifactName name) {
        var file = files.getIfPresent(name.key());
        if (file == null || !file.isVerified() || !file.acquire()) {
            return null;
        }
        metrics.hit();
        return file;
    }

    private CompletableFuture<Located> waitFor(ArtifactName name, Fill fill) {
        return within(fill.head).thenCompose(head -> {
            if (isToBePassedThrough(name, head) && passThroughs.tryAcquire()) {
                return CompletableFuture.completedFuture(passThrough(name, head));
            }
            return within(fill.file).handle((file, failure) -> {
                if (file != null && file.acquire()) {
                    return file;
                }
                if (file == null && !(cause(failure) instanceof DiskTroubleException)) {
                    throw new CompletionException(cause(failure));
                }
                if (!passThroughs.tryAcquire()) {
                    throw tooManyPassThroughs();
                }
                return passThrough(name, head);
            });
        });
    }

    /** Without a digest in its name an artifact has none to be told by before all of it was read. */
    private boolean isToBePassedThrough(ArtifactName name, ObjectHead head) {
        return head.size() > config.streamingThreshold().asLongValue()
                && name.digest().isPresent()
                && files.getIfPresent(name.key()) == null;
    }

    private static StoreUnavailableException tooManyPassThroughs() {
        return new StoreUnavailableException("too many answers are passed through from S3 already", null);
    }

    /** Whoever calls has a permit. */
    private Located passThrough(ArtifactName name, ObjectHead head) {
        metrics.passThrough();
        return new RemoteObject(name, head, passThroughs);
    }

    private Fill start(ArtifactName name) {
        var head = new CompletableFuture<ObjectHead>();
        var file = workers.run(() -> fillOrNote(name, head));
        var fill = new Fill(head, file);
        file.whenComplete((done, failure) -> {
            if (failure != null) {
                head.completeExceptionally(cause(failure));
            }
        });
        // Not within computeIfAbsent: an early end would wait for itself.
        file.whenCompleteAsync((done, failure) -> {
            fills.remove(name.key(), fill);
            if (done != null) {
                CompletableFuture.delayedExecutor(HELD_FOR.toMillis(), TimeUnit.MILLISECONDS)
                        .execute(done::release);
            }
        });
        return fill;
    }

    /** A failure is noted before anybody hears of it, so that whoever asks next finds it noted. */
    private CachedFile fillOrNote(ArtifactName name, CompletableFuture<ObjectHead> head) throws ObjectMissingException {
        try {
            return fill(name, head);
        } catch (RuntimeException | ObjectMissingException e) {
            failed(name, e);
            throw e;
        }
    }

    /** The file is held for whoever waited for it: the cache may find it not worth keeping at once. */
    private CachedFile fill(ArtifactName name, CompletableFuture<ObjectHead> head) throws ObjectMissingException {
        var present = files.getIfPresent(name.key());
        if (present != null && (present.isVerified() || check(name, present)) && present.acquire()) {
            head.complete(new ObjectHead(present.size(), "", present.lastModified(), Map.of()));
            return present;
        }
        if (System.nanoTime() - diskPausedUntil < 0) {
            head.complete(store.head(Bucket.PUBLIC, name.key()));
            throw new DiskTroubleException("the disk is left alone for a moment", null);
        }
        long started = System.nanoTime();
        long largest = config.maxSize().asLongValue() / 2;
        var file = filler.fetch(name, largest, found -> {
            if (found.size() > largest) {
                tooLarge.put(name.key(), found);
            }
            head.complete(found);
        });
        metrics.filled(Duration.ofNanos(System.nanoTime() - started));
        file.acquire();
        files.put(name.key(), file);
        return file;
    }

    private boolean check(ArtifactName name, CachedFile found) {
        if (ArtifactFill.isWhole(found)) {
            found.markVerified();
            return true;
        }
        LOG.warnf("the file of %s on disk is broken and is fetched again", name.key());
        metrics.broken();
        files.asMap().remove(name.key(), found);
        return false;
    }

    private void failed(ArtifactName name, Throwable failure) {
        if (failure instanceof BrokenObjectException) {
            LOG.errorf(
                    "%s: it is not handed out; publish the build again, or restore the object", failure.getMessage());
            metrics.broken();
            failures.put(name.key(), failure);
        } else if (failure instanceof ObjectMissingException) {
            failures.put(name.key(), failure);
        } else if (failure instanceof DiskTroubleException trouble && trouble.getCause() != null) {
            pauseDisk(trouble);
        }
    }

    private void pauseDisk(Exception trouble) {
        LOG.errorf("nothing is written to %s for %s: %s", config.directory(), config.diskPause(), trouble.getMessage());
        metrics.diskTrouble();
        diskPausedUntil = System.nanoTime() + config.diskPause().toNanos();
    }

    /** The file that was handed out cannot be read any more: somebody has cleared the folder. */
    public void lost(ArtifactName name, CachedFile file) {
        files.asMap().remove(name.key(), file);
    }

    private double sizeOnDisk() {
        return files.policy().eviction().map(e -> e.weightedSize().orElse(0)).orElse(0L) * (double) KIB;
    }

    private <T> CompletableFuture<T> within(CompletableFuture<T> work) {
        return work.isDone() ? work : work.copy().orTimeout(config.maxWait().toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
