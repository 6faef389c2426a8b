package dev.tideway.packager.archive;

import dev.tideway.packager.archive.Chunk.Packed;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The threads that compress, shared by all builds. Of what waits, larger chunks go first, so that no thread is left with a
 * large one at the end while the others have nothing to do; but nothing is overtaken by what came much later.
 */
public final class Compressors implements AutoCloseable {
    /** A chunk overtakes as many times its own bytes. */
    private static final int OVERTAKEN = 2;

    private final ThreadPoolExecutor threads;
    private final long ahead;
    private final AtomicLong submitted = new AtomicLong();

    /** @param threads one for each core is right */
    public Compressors(int threads) {
        this.threads = new ThreadPoolExecutor(
                threads, threads, 0, TimeUnit.SECONDS, new PriorityBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "compressor");
                    thread.setDaemon(true);
                    return thread;
                });
        this.ahead = (2L * threads + 2) * Chunk.SIZE;
    }

    /** A chunk in the queue, by its place among all bytes ever submitted, less what it overtakes. */
    private static final class Task extends FutureTask<Packed> implements Comparable<Task> {
        private final long place;

        Task(Chunk chunk, long place) {
            super(chunk);
            this.place = place;
        }

        @Override
        public int compareTo(Task other) {
            return Long.compare(place, other.place);
        }
    }

    Future<Packed> submit(Chunk chunk) {
        long before = submitted.getAndAdd(chunk.size());
        Task task = new Task(chunk, before - (long) OVERTAKEN * chunk.size());
        threads.execute(task);
        return task;
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
