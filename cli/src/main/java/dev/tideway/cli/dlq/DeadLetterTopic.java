package dev.tideway.cli.dlq;

import dev.tideway.cli.terminal.CommandFailure;
import dev.tideway.cli.terminal.WrongUse;
import dev.tideway.protocol.event.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A dead-letter topic and the topic from which its messages came. */
final class DeadLetterTopic implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final Duration POLL = Duration.ofMillis(200);
    /** A service puts a message aside by its own clock, the broker and this machine have others. */
    private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);

    private final String topic;
    private final String source;
    private final Properties settings;
    private final KafkaConsumer<String, byte[]> consumer;

    DeadLetterTopic(String topic, String source, Properties settings) {
        this.topic = topic;
        this.source = source;
        this.settings = settings;
        settings.putIfAbsent(CommonClientConfigs.CLIENT_ID_CONFIG, "tideway-dlq");
        this.consumer = open(() -> new KafkaConsumer<>(
                with(Map.of(
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        (int) LIMIT.toMillis(),
                        ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        (int) LIMIT.toMillis() / 2,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                        8 << 20)),
                new StringDeserializer(),
                new ByteArrayDeserializer()));
    }

    String name() {
        return topic;
    }

    String source() {
        return source;
    }

    /** All that lie there now, the oldest first. */
    List<DeadLetter> all() {
        List<DeadLetter> found = new ArrayList<>();
        Map<TopicPartition, Long> starts = asking(() -> consumer.beginningOffsets(partitions(topic)));
        read(starts, message -> found.add(DeadLetter.of(message)));
        found.sort(Comparator.comparing(DeadLetter::time).thenComparing(DeadLetter::position));
        return found;
    }

    /** @throws CommandFailure if there is none */
    ConsumerRecord<String, byte[]> at(Position position) {
        TopicPartition partition = new TopicPartition(topic, position.partition());
        if (partitions(topic).contains(partition)) {
            Map<TopicPartition, Long> starts = asking(() -> consumer.beginningOffsets(List.of(partition)));
            Map<TopicPartition, Long> ends = asking(() -> consumer.endOffsets(List.of(partition)));
            if (position.offset() >= starts.getOrDefault(partition, 0L)
                    && position.offset() < ends.getOrDefault(partition, 0L)) {
                return firstFrom(partition, position);
            }
        }
        throw new CommandFailure("There is no message at " + position + " on " + topic
                + "; it may have been older than the topic keeps messages. See: tideway dlq list");
    }

    /** Those that were sent again, by the mark that they then have on the source topic. */
    Set<Position> replayed(List<DeadLetter> letters) {
        Set<Position> replayed = new HashSet<>();
        letters.stream()
                .map(letter -> Instant.parse(letter.time()).minus(CLOCKS_DIFFER).toEpochMilli())
                .min(Comparator.naturalOrder())
                .ifPresent(oldest -> read(since(oldest), message -> {
                    Header mark = message.headers().lastHeader(DeadLetterHeaders.REPLAYED_FROM);
                    String from = mark == null ? "" : new String(mark.value(), StandardCharsets.UTF_8);
                    letters.stream()
                            .map(DeadLetter::position)
                            .filter(position -> mark(position).equals(from))
                            .forEach(replayed::add);
                }));
        return replayed;
    }

    /** Sends messages to the topic that they came from, with the headers that they came with. */
    void replay(List<Position> positions, Consumer<Position> done) {
        try (KafkaProducer<String, byte[]> producer = open(() -> new KafkaProducer<>(
                with(Map.of(
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "gzip",
                        // As the services have it: what came in compressed may be longer here.
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        16 << 20,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        LIMIT.toMillis(),
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        (int) LIMIT.toMillis() / 2,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        (int) LIMIT.toMillis())),
                new StringSerializer(),
                new ByteArraySerializer()))) {
            for (Position position : positions) {
                send(producer, again(at(position)));
                done.accept(position);
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }

    private ProducerRecord<String, byte[]> again(ConsumerRecord<String, byte[]> letter) {
        // One without a key goes where it was; for the others the key decides, as at first.
        Integer partition = letter.key() != null
                ? null
                : Integer.valueOf(DeadLetter.headers(letter).getOrDefault(DeadLetterHeaders.PARTITION, "0"));
        ProducerRecord<String, byte[]> message =
                new ProducerRecord<>(source, partition, letter.key(), letter.value(), letter.headers());
        DeadLetterHeaders.ALL.forEach(message.headers()::remove);
        Position position = new Position(letter.partition(), letter.offset());
        message.headers().add(DeadLetterHeaders.REPLAYED_FROM, mark(position).getBytes(StandardCharsets.UTF_8));
        return message;
    }

    private String mark(Position position) {
        return topic + "/" + position;
    }

    private void send(KafkaProducer<String, byte[]> producer, ProducerRecord<String, byte[]> message) {
        try {
            producer.send(message).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Interrupted while sending to " + source + ".", e);
        } catch (ExecutionException | KafkaException e) {
            throw away(e.getCause() == null ? e : e.getCause());
        }
    }

    private Map<TopicPartition, Long> since(long time) {
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions(source).forEach(partition -> times.put(partition, time));
        Map<TopicPartition, Long> starts = new HashMap<>();
        asking(() -> consumer.offsetsForTimes(times)).forEach((partition, found) -> {
            // None: all messages are older.
            if (found != null) {
                starts.put(partition, found.offset());
            }
        });
        return starts;
    }

    private List<TopicPartition> partitions(String of) {
        List<TopicPartition> partitions = asking(() -> consumer.partitionsFor(of)).stream()
                .map(partition -> new TopicPartition(of, partition.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new WrongUse("There is no topic " + of + " at " + servers() + ", or you may not read it.");
        }
        return partitions;
    }

    /** Up to the ends that the partitions have now. */
    private void read(Map<TopicPartition, Long> starts, Consumer<ConsumerRecord<String, byte[]>> reader) {
        Map<TopicPartition, Long> ends = asking(() -> consumer.endOffsets(starts.keySet()));
        consumer.assign(starts.keySet());
        starts.forEach(consumer::seek);
        long progress = System.nanoTime();
        while (starts.keySet().stream()
                .anyMatch(partition -> asking(() -> consumer.position(partition)) < ends.getOrDefault(partition, 0L))) {
            for (ConsumerRecord<String, byte[]> message : asking(() -> consumer.poll(POLL))) {
                progress = System.nanoTime();
                TopicPartition partition = new TopicPartition(message.topic(), message.partition());
                if (message.offset() < ends.getOrDefault(partition, 0L)) {
                    reader.accept(message);
                }
            }
            if (System.nanoTime() - progress > LIMIT.toNanos()) {
                throw away(new IllegalStateException("no message for " + LIMIT.toSeconds() + " s"));
            }
        }
    }

    private ConsumerRecord<String, byte[]> firstFrom(TopicPartition partition, Position position) {
        consumer.assign(List.of(partition));
        consumer.seek(partition, position.offset());
        long end = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < end) {
            for (ConsumerRecord<String, byte[]> message : asking(() -> consumer.poll(POLL))) {
                if (message.offset() == position.offset()) {
                    return message;
                }
            }
        }
        throw away(new IllegalStateException("no message for " + LIMIT.toSeconds() + " s"));
    }

    private Properties with(Map<String, Object> more) {
        Properties all = new Properties();
        all.putAll(settings);
        all.putAll(more);
        return all;
    }

    private <T> T open(Supplier<T> client) {
        try {
            return client.get();
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new WrongUse("Kafka at " + servers() + " cannot be reached so: " + cause.getMessage());
        }
    }

    private <T> T asking(Supplier<T> question) {
        try {
            return question.get();
        } catch (KafkaException e) {
            throw away(e);
        }
    }

    private CommandFailure away(Throwable cause) {
        return new CommandFailure("Kafka at " + servers() + " does not answer: " + cause.getMessage(), cause);
    }

    private String servers() {
        return settings.getProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "");
    }
}
