package dev.tideway.catalog.publish;

import dev.tideway.catalog.check.CatalogueTopic;
import dev.tideway.protocol.Event;
import dev.tideway.protocol.InvalidValueException;
import dev.tideway.protocol.catalogue.Catalogue;
import dev.tideway.protocol.event.KafkaEvents;
import dev.tideway.protocol.event.UnknownEventTypeException;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What a replica that starts now would read from the topic {@code catalogue}. */
@Singleton
public class TopicStates {
    private static final Logger LOG = Logger.getLogger(TopicStates.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final Map<String, Object> kafka;
    private final Duration wait;

    TopicStates(@Identifier("default-kafka-broker") Map<String, Object> kafka, ReconcilerConfig config) {
        this.kafka = kafka;
        this.wait = config.kafkaWait();
    }

    /**
     * The revisions of one project.
     *
     * @param last what compaction leaves in the end
     * @param highest what some replica may have been told
     */
    record Revisions(long last, long highest) {
        Revisions then(long revision) {
            return new Revisions(revision, Math.max(highest, revision));
        }
    }

    /** By project; fails where Kafka is away or has no compacted topic. */
    Uni<Map<String, Revisions>> revisions() {
        return read(
                new HashMap<String, Revisions>(),
                (all, catalogue) -> all.merge(
                        catalogue.projectId(),
                        new Revisions(catalogue.revision(), catalogue.revision()),
                        (before, one) -> before.then(one.last())));
    }

    /** The state with the highest revision, absent where there is none; fails as {@link #revisions} does. */
    public Uni<@Nullable Catalogue> highest(String projectId) {
        return read(new HashMap<String, Catalogue>(), (found, catalogue) -> {
                    if (catalogue.projectId().equals(projectId)) {
                        found.merge(projectId, catalogue, (a, b) -> a.revision() >= b.revision() ? a : b);
                    }
                })
                .map(found -> found.get(projectId));
    }

    private <T> Uni<T> read(T into, BiConsumer<T, Catalogue> each) {
        return Uni.createFrom()
                .item(() -> {
                    readAll(catalogue -> each.accept(into, catalogue));
                    return into;
                })
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private void readAll(Consumer<Catalogue> each) {
        try (CatalogueTopic topic = CatalogueTopic.open(kafka, wait)) {
            long lastProgress = System.nanoTime();
            while (!topic.isReadToTheEnd()) {
                ConsumerRecords<String, byte[]> messages = topic.poll(POLL);
                messages.forEach(message -> read(message, each));
                if (!messages.isEmpty()) {
                    lastProgress = System.nanoTime();
                } else if (System.nanoTime() - lastProgress > wait.toNanos()) {
                    throw new TimeoutException("the topic did not go on for " + wait);
                }
            }
        }
    }

    private static void read(ConsumerRecord<String, byte[]> message, Consumer<Catalogue> each) {
        try {
            Event event = KafkaEvents.read(message);
            if (event instanceof Catalogue catalogue) {
                each.accept(catalogue);
            }
        } catch (InvalidValueException | UnknownEventTypeException e) {
            LOG.debugf("Skipped %s: %s", CatalogueTopic.describe(message), e.getMessage());
        }
    }
}
