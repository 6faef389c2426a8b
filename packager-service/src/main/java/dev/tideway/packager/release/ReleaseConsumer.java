package dev.tideway.packager.release;

import dev.tideway.packager.build.UntilStopped;
import dev.tideway.protocol.Topic;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/**
 * Reads {@code releases} in a group and a thread of its own: while S3 is away, or much is to be made, it takes no more
 * messages and keeps polling, so that it loses no partition and the builds notice nothing.
 */
@ApplicationScoped
public class ReleaseConsumer {
    static final String GROUP = "packager-releases";

    private static final Logger LOG = Logger.getLogger(ReleaseConsumer.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);
    private static final Duration SHUTDOWN_TIME = Duration.ofSeconds(5);
    private static final int BATCH = 10;

    private final Map<String, Object> kafka;
    private final ReleaseWorker worker;
    private final ExecutorService hand = Executors.newSingleThreadExecutor(work -> new Thread(work, "actions"));
    private final UntilStopped loopWork = new UntilStopped("reading releases", PAUSE_AFTER_FAILURE);
    private final Thread loop = new Thread(() -> loopWork.repeat(this::read), "releases");

    ReleaseConsumer(@Identifier("default-kafka-broker") Map<String, Object> kafka, ReleaseWorker worker) {
        this.kafka = kafka;
        this.worker = worker;
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    /** What is not finished by then is read again after the next start, and does no harm. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        loopWork.stop();
        hand.shutdown();
        if (!hand.awaitTermination(SHUTDOWN_TIME.toMillis(), TimeUnit.MILLISECONDS)) {
            hand.shutdownNow();
        }
        loop.join(SHUTDOWN_TIME.toMillis());
    }

    boolean isAlive() {
        return loop.isAlive() || loopWork.isStopped();
    }

    /** A failure leaves it, since what was polled but not handled comes again only to a new consumer. */
    private void read() {
        try (Consumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings(), new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(Topic.RELEASES.topicName()));
            while (!loopWork.isStopped()) {
                ConsumerRecords<String, byte[]> batch = consumer.poll(POLL);
                if (!batch.isEmpty()) {
                    handle(consumer, batch);
                }
            }
        }
    }

    /** Keeps polling meanwhile, of which nothing comes; a partition that comes meanwhile is paused too. */
    private void handle(Consumer<String, byte[]> consumer, ConsumerRecords<String, byte[]> batch) {
        Future<?> work = hand.submit(() -> batch.forEach(worker::work));
        while (!work.isDone()) {
            consumer.pause(consumer.assignment());
            ConsumerRecords<String, byte[]> early = consumer.poll(POLL);
            // Polled in the moment in which their partition came: read again once it is its turn.
            early.partitions()
                    .forEach(p -> consumer.seek(p, early.records(p).get(0).offset()));
            if (loopWork.isStopped()) {
                return;
            }
        }
        requireSuccess(work);
        commit(consumer, batch);
        consumer.resume(consumer.assignment());
    }

    private static void requireSuccess(Future<?> work) {
        try {
            work.get();
        } catch (Exception e) {
            throw new IllegalStateException("a message could neither be handled nor put aside", e);
        }
    }

    private static void commit(Consumer<String, byte[]> consumer, ConsumerRecords<String, byte[]> batch) {
        Map<TopicPartition, OffsetAndMetadata> done = batch.partitions().stream()
                .filter(consumer.assignment()::contains)
                .collect(Collectors.toMap(p -> p, p -> next(batch.records(p))));
        try {
            consumer.commitSync(done, COMMIT_TIMEOUT);
        } catch (KafkaException e) {
            LOG.warnf("offsets not committed, some releases may be looked at again: %s", e.getMessage());
        }
    }

    private static OffsetAndMetadata next(List<ConsumerRecord<String, byte[]>> messages) {
        return new OffsetAndMetadata(messages.get(messages.size() - 1).offset() + 1);
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, BATCH);
        settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        return settings;
    }
}
