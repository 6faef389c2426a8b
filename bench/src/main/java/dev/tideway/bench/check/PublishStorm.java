package dev.tideway.bench.check;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Many projects publish at once: catalogue changes at a steady rate for as long as it is open. */
final class PublishStorm implements AutoCloseable {
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final AtomicLong sent = new AtomicLong();
    private final BenchTopic topic;

    private PublishStorm(BenchTopic topic) {
        this.topic = topic;
    }

    /** @param revision above those of all storms before */
    static PublishStorm start(BenchTopic topic, SampleProjects projects, int perSecond, long revision) {
        var storm = new PublishStorm(topic);
        var ignored = storm.clock.scheduleAtFixedRate(
                () -> {
                    topic.send(SampleProjects.catalogue(projects.randomProject(), revision + storm.sent.get()));
                    storm.sent.incrementAndGet();
                },
                0,
                TimeUnit.SECONDS.toMicros(1) / perSecond,
                TimeUnit.MICROSECONDS);
        return storm;
    }

    long sent() {
        return sent.get();
    }

    @Override
    public void close() {
        clock.shutdown();
        try {
            if (!clock.awaitTermination(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The storm does not end.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        topic.flush();
    }
}
