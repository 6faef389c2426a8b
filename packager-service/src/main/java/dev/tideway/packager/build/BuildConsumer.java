package dev.tideway.packager.build;

import dev.tideway.protocol.Topic;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/**
 * Reads {@code builds} in a loop that never stops polling, whatever the builds do, so that a long build costs no
 * partition; the builds run in a bounded pool beside it.
 */
@ApplicationScoped
public class BuildConsumer {
    static final String GROUP = "packager";

    private static final Logger LOG = Logger.getLogger(BuildConsumer.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);
    /** Longer than Kafka may block a poll (default.api.timeout.ms). */
    private static final Duration SILENCE = Duration.ofMinutes(2);

    private final Map<String, Object> kafka;
    private final PackagerConfig config;
    private final BuildWorker worker;
    private final BuildQueue queue;
    private final OffsetLedger ledger = new OffsetLedger();
    private final Queue<ConsumerRecord<String, byte[]>> finished = new ConcurrentLinkedQueue<>();
    private final ExecutorService slots;
    private final UntilStopped loopWork = new UntilStopped("reading builds", PAUSE_AFTER_FAILURE);
    private final Thread loop = new Thread(() -> loopWork.repeat(this::read), "builds");
    private volatile Instant lastPoll = Instant.EPOCH;

    BuildConsumer(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            PackagerConfig config,
            BuildWorker worker,
            BuildMetrics metrics) {
        this.kafka = kafka;
        this.config = config;
        this.worker = worker;
        this.queue = new BuildQueue(config.slots());
        this.slots = Executors.newFixedThreadPool(config.slots());
        metrics.watch(queue);
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    /** Running builds get time to finish; what does not is handed back, as its offset is not committed. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        queue.close();
        slots.shutdown();
        LOG.infof("stopping, running builds get %s: %d", config.shutdownTime(), queue.running());
        if (!slots.awaitTermination(config.shutdownTime().toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.infof("%d builds did not end in time and are handed back", queue.running());
            slots.shutdownNow();
        }
        loopWork.stop();
        loop.join(Duration.ofSeconds(10).toMillis());
    }

    /** Whether the loop polls, which it also does while Kafka is away. */
    boolean isPolling() {
        return loop.isAlive() && lastPoll.isAfter(Instant.now().minus(SILENCE));
    }

    boolean isAlive() {
        return loop.isAlive() || loopWork.isStopped();
    }

    /** A failure leaves it, since what was polled but not taken in comes again only to a new consumer. */
    private void read() {
        try (Consumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings(), new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(Topic.BUILDS.topicName()), new GivenAway(consumer));
            while (!loopWork.isStopped()) {
                lastPoll = Instant.now();
                turn(consumer);
            }
            commitNow(consumer);
        }
    }

    private void turn(Consumer<String, byte[]> consumer) {
        for (ConsumerRecord<String, byte[]> message : consumer.poll(POLL)) {
            ledger.received(new TopicPartition(message.topic(), message.partition()), message.offset());
            queue.add(Announcement.of(message));
        }
        startWhatFits();
        holdBack(consumer);
        commit(consumer);
    }

    /** Partitions of which enough waits here are paused; the others go on. */
    private void holdBack(Consumer<String, byte[]> consumer) {
        Map<Boolean, List<TopicPartition>> byFull = consumer.assignment().stream()
                .collect(Collectors.partitioningBy(p -> queue.waiting(p) >= config.waitingPerPartition()));
        consumer.pause(byFull.getOrDefault(true, List.of()));
        consumer.resume(byFull.getOrDefault(false, List.of()));
    }

    private void commit(Consumer<String, byte[]> consumer) {
        Map<TopicPartition, OffsetAndMetadata> offsets = toCommit();
        if (!offsets.isEmpty()) {
            consumer.commitAsync(offsets, (committed, failure) -> {
                if (failure != null) {
                    LOG.warnf("offsets not committed, some builds may be looked at again: %s", failure.getMessage());
                }
            });
        }
    }

    /** Before the partitions are given away. */
    private void commitNow(Consumer<String, byte[]> consumer) {
        try {
            consumer.commitSync(toCommit(), COMMIT_TIMEOUT);
        } catch (KafkaException e) {
            LOG.warnf("offsets not committed, some builds may be looked at again: %s", e.getMessage());
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> toCommit() {
        for (ConsumerRecord<String, byte[]> done = finished.poll(); done != null; done = finished.poll()) {
            ledger.finished(new TopicPartition(done.topic(), done.partition()), done.offset());
        }
        return ledger.toCommit().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> new OffsetAndMetadata(e.getValue())));
    }

    private void startWhatFits() {
        for (Optional<Announcement> next = queue.next(Instant.now());
                next.isPresent();
                next = queue.next(Instant.now())) {
            Announcement announcement = next.get();
            slots.execute(() -> work(announcement));
        }
    }

    private void work(Announcement announcement) {
        Optional<Announcement> again = Optional.empty();
        boolean handedBack = false;
        try {
            worker.work(announcement);
        } catch (Throwable e) {
            handedBack = isStopping();
            again = handedBack ? Optional.empty() : failed(announcement, e);
        }
        again.ifPresent(queue::addAgain);
        queue.done(announcement);
        if (again.isEmpty() && !handedBack) {
            finished.add(announcement.message());
        }
        if (!slots.isShutdown()) {
            startWhatFits();
        }
    }

    /** An interrupt is how the pool ends what it runs; nothing else interrupts a build. */
    private boolean isStopping() {
        return Thread.interrupted() || slots.isShutdown();
    }

    private Optional<Announcement> failed(Announcement announcement, Throwable cause) {
        try {
            return worker.failed(announcement, cause);
        } catch (RuntimeException e) {
            LOG.errorf(e, "putting build %s aside failed, it is tried again", announcement.subject());
            return Optional.of(announcement.again(Instant.now().plus(config.firstPause())));
        }
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
        config.instanceId().ifPresent(id -> settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, id));
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 100);
        // Partitions that stay are not taken away for a moment whenever another replica comes or goes.
        settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        return settings;
    }

    /** What waits here of a partition that goes to another replica is that one's; what runs is finished. */
    private final class GivenAway implements ConsumerRebalanceListener {
        private final Consumer<String, byte[]> consumer;

        GivenAway(Consumer<String, byte[]> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            LOG.debugf("assigned %s", partitions);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            try {
                commitNow(consumer);
            } finally {
                onPartitionsLost(partitions);
            }
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            partitions.forEach(queue::drop);
            partitions.forEach(ledger::forget);
        }
    }
}
