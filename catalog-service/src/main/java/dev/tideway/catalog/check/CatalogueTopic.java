package dev.tideway.catalog.check;

import dev.tideway.protocol.Topic;
import dev.tideway.protocol.Topic.Cleanup;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * The topic {@code catalogue} from its beginning, all partitions of it: every replica needs all projects, so there is no
 * consumer group that would divide them.
 */
public final class CatalogueTopic implements AutoCloseable {
    private static final String NAME = Topic.CATALOGUE.topicName();

    private final KafkaConsumer<String, byte[]> consumer;
    private final Duration limit;
    private final Map<TopicPartition, Long> ends;

    private CatalogueTopic(KafkaConsumer<String, byte[]> consumer, Duration limit) {
        this.consumer = consumer;
        this.limit = limit;
        List<TopicPartition> partitions = consumer.partitionsFor(NAME, limit).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new KafkaException("the topic " + NAME + " is not there; create it compacted");
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        this.ends = new HashMap<>(consumer.endOffsets(partitions, limit));
    }

    /**
     * @param kafka how to reach the brokers
     * @param limit of each question to them
     * @throws NotCompactedException if the broker would forget projects in time
     * @throws KafkaException if the brokers cannot be reached, or have no such topic
     */
    public static CatalogueTopic open(Map<String, Object> kafka, Duration limit) {
        requireCompacted(kafka, limit);
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "catalogue-index");
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        try {
            return new CatalogueTopic(consumer, limit);
        } catch (KafkaException e) {
            consumer.close();
            throw e;
        }
    }

    private static void requireCompacted(Map<String, Object> kafka, Duration limit) {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, NAME);
        Map<String, Object> settings = new HashMap<>(kafka);
        // Closing waits for what was asked, by default for a minute while Kafka is away.
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(limit.toMillis()));
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(limit.toMillis()));
        try (Admin admin = Admin.create(settings)) {
            Map<ConfigResource, Config> answers =
                    admin.describeConfigs(Set.of(topic)).all().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            Config config = answers.values().iterator().next();
            String policy = config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
            if (!Cleanup.COMPACT.policy().equals(policy)) {
                throw new NotCompactedException(NAME, policy);
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (java.util.concurrent.TimeoutException e) {
            throw new TimeoutException("no answer from Kafka within " + limit, e);
        }
    }

    public ConsumerRecords<String, byte[]> poll(Duration wait) {
        return consumer.poll(wait);
    }

    /** Whether everything was read that was there when the topic was opened. */
    public boolean isReadToTheEnd() {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey(), limit) >= end.getValue());
    }

    /** How many messages are there that were not read, as far as the brokers have said. */
    long unread() {
        return ends.keySet().stream()
                .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                .sum();
    }

    /** Ends a running {@link #poll}; may be called by any thread. */
    void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }

    public static String describe(ConsumerRecord<?, ?> message) {
        return message.topic() + "-" + message.partition() + "@" + message.offset();
    }
}
