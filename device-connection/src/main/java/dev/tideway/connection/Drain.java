package dev.tideway.connection;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * What the framework's own drain does not see: answers ahead of the HTTP server, and what the kernel still holds of any. None
 * begins once this process is about to end, since the HTTP server tells each connection to close, and those under way are
 * waited for, until devices have taken them. Readiness goes down by itself.
 */
@Singleton
public class Drain {
    private static final Logger LOG = Logger.getLogger(Drain.class);

    private static final long BETWEEN_LOOKS_MILLIS = 100;

    private final ShutdownConfig config;
    private final SendQueues queues;
    private final AtomicInteger underWay = new AtomicInteger();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean hasBegun;
    /** By {@link System#nanoTime()}: when all has to have ended that was under way. */
    private volatile long limit;

    public Drain(
            ShutdownConfig config,
            @ConfigProperty(name = "quarkus.http.port", defaultValue = "8080") int port,
            @ConfigProperty(name = "quarkus.http.ssl-port", defaultValue = "8443") int securePort) {
        this.config = config;
        this.queues = new SendQueues(Set.of(port, securePort));
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
        if (!hasBegun) {
            limit = System.nanoTime() + config.timeout().toNanos();
            hasBegun = true;
        }
        awaitEnds();
        awaitDevices();
    }

    private void awaitEnds() throws InterruptedException, ExecutionException {
        if (underWay.get() == 0) {
            return;
        }
        LOG.infof("Waiting for %d answers to end", underWay.get());
        try {
            // What the HTTP server waited for its own ones counts.
            ended.get(Math.max(0, limit - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            LOG.warnf("%d answers did not end within %s and are cut off", underWay.get(), config.timeout());
        }
    }

    /** An answer has ended for this process when the kernel has all of it, for its device when that has taken it. */
    private void awaitDevices() throws InterruptedException {
        long left = queues.bytes();
        if (left == 0) {
            return;
        }
        LOG.infof("Waiting for devices to take the last %d bytes", left);
        while (left > 0 && System.nanoTime() < limit) {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
            left = queues.bytes();
        }
        if (left > 0) {
            LOG.warnf("Devices did not take %d bytes within %s", left, config.timeout());
        }
    }
}
