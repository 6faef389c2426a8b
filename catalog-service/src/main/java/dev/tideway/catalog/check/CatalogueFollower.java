package dev.tideway.catalog.check;

import dev.tideway.protocol.Event;
import dev.tideway.protocol.InvalidValueException;
import dev.tideway.protocol.catalogue.Catalogue;
import dev.tideway.protocol.event.KafkaEvents;
import dev.tideway.protocol.event.UnknownEventTypeException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Fills the index from the topic, or from S3 while Kafka is away, and keeps it up to date, in a thread of its own.
 *
 * <p>The index counts as filled when the topic was read to the end that it had at the start and no project is missing
 * whose catalogue lies in S3.
 */
@Singleton
public class CatalogueFollower {
    private static final Logger LOG = Logger.getLogger(CatalogueFollower.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final CatalogueIndex index;
    private final CatalogueLoader loader;
    private final IndexMetrics metrics;
    private final IndexConfig config;
    private final Map<String, Object> kafka;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "catalogue-follower");

    private volatile @Nullable CatalogueTopic open;
    private volatile String doing = "starting";

    CatalogueFollower(
            CatalogueIndex index,
            CatalogueLoader loader,
            IndexMetrics metrics,
            IndexConfig config,
            @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.index = index;
        this.loader = loader;
        this.metrics = metrics;
        this.config = config;
        this.kafka = kafka;
    }

    void start(@Observes StartupEvent event) {
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((t, e) -> LOG.error("The index does not follow any more: restart", e));
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopped.countDown();
        CatalogueTopic topic = open;
        if (topic != null) {
            topic.wakeUp();
        }
        thread.join(POLL.toMillis() * 4);
    }

    /** What it lives on, in words. */
    String doing() {
        return doing;
    }

    private void run() {
        while (isRunning()) {
            try (CatalogueTopic topic = CatalogueTopic.open(kafka, config.kafkaWait())) {
                open = topic;
                follow(topic);
            } catch (NotCompactedException e) {
                LOG.errorf("Not following: %s", e.getMessage());
                doing = "refusing a topic that is not compacted";
            } catch (RuntimeException e) {
                liveOnS3(e);
            } finally {
                open = null;
            }
            pause();
        }
    }

    private boolean isRunning() {
        return stopped.getCount() > 0;
    }

    private void pause() {
        try {
            stopped.await(config.retryPause().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow(CatalogueTopic topic) {
        readToTheEnd(topic);
        doing = "topic read, comparing with S3";
        boolean complete = false;
        long nextTry = System.nanoTime();
        while (isRunning()) {
            if (!complete && System.nanoTime() >= nextTry) {
                complete = fillUp();
                nextTry = System.nanoTime() + config.retryPause().toNanos();
            }
            topic.poll(POLL).forEach(this::apply);
            metrics.unread(topic.unread());
        }
    }

    private void readToTheEnd(CatalogueTopic topic) {
        doing = "reading the topic";
        long lastProgress = System.nanoTime();
        while (isRunning() && !topic.isReadToTheEnd()) {
            ConsumerRecords<String, byte[]> messages = topic.poll(POLL);
            messages.forEach(this::apply);
            if (!messages.isEmpty()) {
                lastProgress = System.nanoTime();
            } else if (System.nanoTime() - lastProgress > config.kafkaWait().toNanos()) {
                throw new TimeoutException("the topic did not go on for " + config.kafkaWait());
            }
        }
    }

    private boolean fillUp() {
        try {
            int missing = loader.loadMissing();
            markFilled("topic", missing);
            return true;
        } catch (RuntimeException e) {
            LOG.warnf("S3 cannot say whether the topic has all projects, trying again: %s", e);
            return false;
        }
    }

    private void liveOnS3(RuntimeException kafkaIsAway) {
        if (!isRunning()) {
            return;
        }
        LOG.warnf("Kafka is away, trying again: %s", kafkaIsAway);
        doing = "waiting for Kafka";
        if (!index.isFilled()) {
            try {
                markFilled("S3, waiting for Kafka", loader.loadMissing());
            } catch (RuntimeException s3IsAway) {
                LOG.errorf("Neither Kafka nor S3 can be reached, trying again: %s", s3IsAway);
                doing = "waiting for Kafka or S3";
            }
        }
    }

    private void markFilled(String source, int fromS3) {
        doing = source;
        index.markFilled();
        LOG.infof("The index lives on %s: %d projects, %d of them loaded from S3", source, index.size(), fromS3);
    }

    private void apply(ConsumerRecord<String, byte[]> message) {
        try {
            Event event = KafkaEvents.read(message);
            if (!(event instanceof Catalogue catalogue)
                    || !catalogue.projectId().equals(message.key())) {
                throw new InvalidValueException("message", "is no catalogue of the project that is its key");
            }
            boolean isNew = index.apply(catalogue);
            metrics.arrived(isNew);
            if (isNew && index.isFilled()) {
                metrics.lagged(message.timestamp());
            }
        } catch (InvalidValueException | UnknownEventTypeException e) {
            skip(message, e);
        } catch (KafkaException e) {
            throw e;
        } catch (RuntimeException e) {
            // One project that breaks what makes answers must not keep the others from theirs.
            skip(message, e);
        }
    }

    private void skip(ConsumerRecord<String, byte[]> message, RuntimeException cause) {
        LOG.errorf("Skipped %s of project %s: %s", CatalogueTopic.describe(message), message.key(), cause);
        metrics.unreadable();
    }
}
