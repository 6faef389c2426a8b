package dev.tideway.delivery.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tideway.delivery.bucket.ObjectHead;
import dev.tideway.delivery.bucket.ObjectMissingException;
import dev.tideway.delivery.bucket.StoreUnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.jboss.logging.Logger;

/**
 * Small objects that change: each is read once however many ask, and an old version is better than none while S3 is
 * away. An empty answer means that S3 has no such object.
 *
 * @param <T> what a document says
 */
public final class Documents<T> implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Documents.class);
    private static final int MAX_WAITING_READS = 10_000;
    private static final int BYTES_OF_A_SLOT = 512;

    private final DocumentSource source;
    private final DocumentCopies copies;
    private final BiFunction<Document, Optional<T>, T> reader;
    private final Limits limits;
    private final Workers workers;
    private final ReadBudget budget;
    private final Cache<String, Slot<T>> slots;

    /**
     * How much is kept and asked for.
     *
     * @param bytes of documents in memory
     * @param readsPerSecond reads of names of which nothing is known, not even from an earlier run
     * @param staleWait longest wait for a newer version where an older one is at hand
     * @param maxWait longest wait where there is none
     */
    public record Limits(long bytes, int threads, int readsPerSecond, Duration staleWait, Duration maxWait) {}

    /** @param reader makes of a document, and of what was known before it, what is known from now on */
    public Documents(
            DocumentSource source, DocumentCopies copies, BiFunction<Document, Optional<T>, T> reader, Limits limits) {
        this.source = source;
        this.copies = copies;
        this.reader = reader;
        this.limits = limits;
        this.workers = new Workers("document", limits.threads(), MAX_WAITING_READS);
        this.budget = new ReadBudget(limits.readsPerSecond(), System::nanoTime);
        this.slots = Caffeine.newBuilder()
                .maximumWeight(limits.bytes())
                .weigher((String key, Slot<T> slot) -> BYTES_OF_A_SLOT + slot.known.bytes())
                .build();
    }

    @Override
    public void close() {
        workers.close();
    }

    /** What is known of one key. All but the read under way is changed by the thread that reads, and by no other. */
    private static final class Slot<T> {
        private volatile Known<T> known = Known.nothing();
        private volatile CompletableFuture<Known<T>> reading = CompletableFuture.completedFuture(known);
        private volatile long readingSince;
        private volatile boolean failed;
        private volatile long failedAt;

        /** S3 has nothing to say at the moment, so an older version is not worth waiting for a newer one. */
        boolean isHopeless(Duration patience, long now) {
            return failed && now - failedAt < patience.toNanos()
                    || !reading.isDone() && now - readingSince > patience.toNanos();
        }
    }

    /**
     * @param asOf {@link System#nanoTime} before S3 was asked
     * @param fromS3 false for a copy from an earlier run, and for nothing at all
     */
    private record Known<T>(Optional<ObjectHead> head, Optional<T> value, long asOf, boolean fromS3) {
        static <T> Known<T> nothing() {
            return new Known<>(Optional.empty(), Optional.empty(), 0, false);
        }

        boolean isYoungerThan(Duration age, long now) {
            return fromS3 && now - asOf <= age.toNanos();
        }

        int bytes() {
            return head.map(h -> (int) Math.min(h.size(), Integer.MAX_VALUE / 2))
                    .orElse(0);
        }
    }

    /** Since S3 was last asked with success; zero for what only an earlier run knew. */
    public Duration age(String key) {
        var slot = slots.getIfPresent(key);
        return slot == null || !slot.known.fromS3()
                ? Duration.ZERO
                : Duration.ofNanos(System.nanoTime() - slot.known.asOf());
    }

    /**
     * As of a moment not longer ago than that. All who wait share one read.
     *
     * <p>Fails with {@link StoreUnavailableException} or {@link java.util.concurrent.TimeoutException}.
     */
    public CompletableFuture<Optional<T>> notOlderThan(Duration age, String key) {
        var slot = slot(key);
        var reading = read(key, slot, System.nanoTime() - age.toNanos());
        return inTime(reading, limits.maxWait()).thenApply(Known::value);
    }

    /**
     * What is known, at once where it is younger than {@code usable}, refreshed in the background where it is older than
     * {@code fresh}. Anything older is given only if S3 has nothing newer to say in time.
     */
    public CompletableFuture<Optional<T>> get(String key, Duration fresh, Duration usable) {
        var slot = slot(key);
        long now = System.nanoTime();
        var known = slot.known;
        if (known.isYoungerThan(fresh, now)) {
            return CompletableFuture.completedFuture(known.value());
        }
        boolean present = known.value().isPresent();
        boolean hopeless = slot.isHopeless(limits.staleWait(), now);
        if (present && hopeless) {
            return CompletableFuture.completedFuture(known.value());
        }
        var reading = read(key, slot, now - fresh.toNanos());
        if (present && known.isYoungerThan(usable, now)) {
            return CompletableFuture.completedFuture(known.value());
        }
        return orOlder(slot, inTime(reading, present ? limits.staleWait() : limits.maxWait()));
    }

    /** Whether the object was there when it was last read. */
    public boolean isKnown(String key) {
        var slot = slots.getIfPresent(key);
        return slot != null && slot.known.value().isPresent();
    }

    private static <V> CompletableFuture<V> inTime(CompletableFuture<V> reading, Duration wait) {
        return reading.isDone() ? reading : reading.copy().orTimeout(wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    private CompletableFuture<Optional<T>> orOlder(Slot<T> slot, CompletableFuture<Known<T>> reading) {
        return reading.handle((newer, failure) -> {
            if (failure == null) {
                return newer.value();
            }
            if (slot.known.value().isPresent()) {
                return slot.known.value();
            }
            throw failure instanceof CompletionException e ? e : new CompletionException(failure);
        });
    }

    private Slot<T> slot(String key) {
        return slots.get(key, absent -> new Slot<>());
    }

    /** Joins the read that is under way if it began late enough, else begins one after it. */
    private CompletableFuture<Known<T>> read(String key, Slot<T> slot, long notBefore) {
        synchronized (slot) {
            if (slot.known.fromS3() && slot.known.asOf() - notBefore >= 0) {
                return CompletableFuture.completedFuture(slot.known);
            }
            if (!slot.reading.isDone()) {
                return slot.readingSince - notBefore >= 0
                        ? slot.reading
                        : slot.reading
                                .handle((known, failure) -> known)
                                .thenCompose(known -> read(key, slot, notBefore));
            }
            if (slot.known.value().isEmpty() && !budget.take() && !copies.has(key)) {
                return CompletableFuture.failedFuture(
                        new StoreUnavailableException("too many unknown names are asked for", null));
            }
            slot.readingSince = System.nanoTime();
            slot.reading = workers.run(() -> fetch(key, slot));
            return slot.reading;
        }
    }

    private Known<T> fetch(String key, Slot<T> slot) {
        if (!slot.known.fromS3() && slot.known.head().isEmpty()) {
            copies.load(key).flatMap(copy -> fromCopy(key, copy)).ifPresent(copy -> slot.known = copy);
        }
        try {
            slot.known = fromS3(key, slot.known);
            slot.failed = false;
            // Weighed anew, now that its size is known.
            slots.put(key, slot);
            return slot.known;
        } catch (RuntimeException e) {
            slot.failedAt = System.nanoTime();
            slot.failed = true;
            throw e;
        }
    }

    private Known<T> fromS3(String key, Known<T> before) {
        long asOf = System.nanoTime();
        try {
            var changed = source.read(key, before.head());
            if (changed.isEmpty()) {
                return new Known<>(before.head(), before.value(), asOf, true);
            }
            T value = reader.apply(changed.get(), before.value());
            copies.save(key, changed.get());
            return new Known<>(Optional.of(changed.get().head()), Optional.of(value), asOf, true);
        } catch (ObjectMissingException e) {
            before.head().ifPresent(gone -> copies.remove(key));
            return new Known<>(Optional.empty(), Optional.empty(), asOf, true);
        } catch (StoreUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.errorf("%s in S3 cannot be read, what was known before still holds: %s", key, e.getMessage());
            throw new StoreUnavailableException(key + " cannot be read", e);
        }
    }

    private Optional<Known<T>> fromCopy(String key, Document copy) {
        try {
            T value = reader.apply(copy, Optional.empty());
            return Optional.of(new Known<>(Optional.of(copy.head()), Optional.of(value), 0, false));
        } catch (RuntimeException e) {
            LOG.warnf("the copy of %s on disk is not used: %s", key, e.getMessage());
            return Optional.empty();
        }
    }
}
