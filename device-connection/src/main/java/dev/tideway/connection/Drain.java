package dev.tideway.connection;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * What the framework's own drain does not see: answers ahead of the HTTP server. None begins once this process is about to
 * end, since the HTTP server tells each connection to close, and those under way are waited for. Readiness goes down by
 * itself.
 */
@Singleton
public class Drain {
    private static final Logger LOG = Logger.getLogger(Drain.class);

    private final ShutdownConfig config;
    private final AtomicInteger underWay = new AtomicInteger();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean hasBegun;
    /** By {@link System#nanoTime()}: when all has to have ended that was under way. */
    private volatile long limit;

    public Drain(ShutdownConfig config) {
        this.config = config;
    }

    void begin(@Observes ShutdownDelayInitiatedEvent event) {
        limit = System.nanoTime() + config.drain().plus(config.timeout()).toNanos();
        hasBegun = true;
        LOG.infof("Not ready any more; requests are answered for %s", config.drain());
    }

    public boolean hasBegun() {
        return hasBegun;
    }

    /** To be called when an answer ahead of the HTTP server begins, and {@link #answerEnded} however it ends. */
    public void answerBegan() {
        underWay.incrementAndGet();
    }

    public void answerEnded() {
        if (underWay.decrementAndGet() == 0 && hasBegun) {
            ended.complete(null);
        }
    }

    /** The HTTP server is closed by now, and each connection closes itself behind the answer that is under way. */
    void awaitAnswers(@Observes ShutdownEvent event) throws InterruptedException, ExecutionException {
        long left = hasBegun ? limit - System.nanoTime() : config.timeout().toNanos();
        hasBegun = true;
        if (underWay.get() == 0) {
            return;
        }
        LOG.infof("Waiting for %d answers to end", underWay.get());
        try {
            // What the HTTP server waited for its own ones counts.
            ended.get(Math.max(0, left), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            LOG.warnf("%d answers did not end within %s and are cut off", underWay.get(), config.timeout());
        }
    }
}
