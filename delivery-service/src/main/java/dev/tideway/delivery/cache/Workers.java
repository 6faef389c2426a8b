package dev.tideway.delivery.cache;

import dev.tideway.delivery.bucket.StoreUnavailableException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads for what blocks, bounded in number and in what may wait for them, so that trouble does not pile up. */
public final class Workers implements AutoCloseable {
    private final ThreadPoolExecutor executor;

    /** @param waiting pieces of work beyond the running ones, after which further ones are refused */
    public Workers(String name, int threads, int waiting) {
        var count = new AtomicInteger();
        executor = new ThreadPoolExecutor(
                threads, threads, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(waiting), work -> {
                    var thread = new Thread(work, name + "-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
    }

    /** Fails with {@link StoreUnavailableException} if too much waits already. */
    public <T> CompletableFuture<T> run(Callable<T> work) {
        var result = new CompletableFuture<T>();
        try {
            executor.execute(() -> {
                try {
                    result.complete(work.call());
                } catch (Throwable e) {
                    result.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(new StoreUnavailableException("too much waits for S3 already", e));
        }
        return result;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
