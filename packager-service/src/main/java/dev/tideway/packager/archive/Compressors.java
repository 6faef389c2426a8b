package dev.tideway.packager.archive;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The threads that compress, shared by all builds. */
public final class Compressors implements AutoCloseable {
    private final ExecutorService threads;
    private final long ahead;

    /** @param threads one for each core is right */
    public Compressors(int threads) {
        this.threads = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "compressor");
            thread.setDaemon(true);
            return thread;
        });
        this.ahead = (2L * threads + 2) * Chunk.SIZE;
    }

    /** Tasks are begun in the order in which they come, whatever build they are of. */
    void execute(Runnable task) {
        threads.execute(task);
    }

    /**
     * Bytes of content that one build may have compressed ahead of what is written. Counted in bytes and not in chunks,
     * so that behind a large chunk there are small files enough for the other threads.
     */
    long ahead() {
        return ahead;
    }

    /** Interrupts what runs, and drops what waits. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
