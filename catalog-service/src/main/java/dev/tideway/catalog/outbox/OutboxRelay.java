package dev.tideway.catalog.outbox;

import dev.tideway.catalog.database.ChangeCommitted;
import dev.tideway.catalog.database.Database;
import dev.tideway.catalog.database.DatabaseAwayException;
import dev.tideway.protocol.Event;
import dev.tideway.protocol.Topic;
import dev.tideway.protocol.WireJson;
import dev.tideway.protocol.event.EventType;
import dev.tideway.protocol.event.KafkaEvents;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;

/**
 * Sends what waits in the outbox and removes what Kafka has: at least once, in order within a project.
 *
 * <p>One replica at a time does it. That saves work and keeps the order; an event that two replicas send after all has
 * the same id from both.
 */
@ApplicationScoped
public class OutboxRelay {
    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final URI SOURCE = URI.create("/tideway/catalog");

    /** Any number that no other advisory lock of this database has. */
    private static final long LOCK = 0x7469646577617900L;

    private final Database database;
    private final KafkaSender kafka;
    private final OutboxConfig config;

    /** How many wake-ups have not been served; the one that raises it from 0 serves them all. */
    private final AtomicInteger wakeUps = new AtomicInteger();

    OutboxRelay(Database database, KafkaSender kafka, OutboxConfig config) {
        this.database = database;
        this.kafka = kafka;
        this.config = config;
    }

    void onCommit(@Observes ChangeCommitted change) {
        wake();
    }

    @Scheduled(every = "{tideway.outbox.poll-interval:1s}", delayed = "1s")
    void wake() {
        if (wakeUps.getAndIncrement() == 0) {
            drain();
        }
    }

    private void drain() {
        int served = wakeUps.get();
        sendBatch().subscribe().with(sent -> again(served, sent == config.batch()), e -> {
            // An absent database has been reported by whoever looks for it; this comes again every second.
            LOG.logf(
                    e instanceof DatabaseAwayException ? Logger.Level.DEBUG : Logger.Level.WARN,
                    "Events wait in the outbox and are tried again: %s",
                    e.getMessage());
            wakeUps.set(0);
        });
    }

    private void again(int served, boolean more) {
        if (wakeUps.addAndGet(more ? 1 - served : -served) > 0) {
            drain();
        }
    }

    private Uni<Integer> sendBatch() {
        return database.query(pool -> pool.withTransaction(connection -> connection
                .preparedQuery("select pg_try_advisory_xact_lock($1)")
                .execute(Tuple.of(LOCK))
                .chain(rows -> rows.iterator().next().getBoolean(0)
                        ? sendLocked(connection)
                        : Uni.createFrom().item(0))));
    }

    private Uni<Integer> sendLocked(SqlConnection connection) {
        return connection
                .preparedQuery(
                        "select id, event_id, topic, project_id, event_type, event, traceparent from outbox order by id"
                                + " limit $1")
                .execute(Tuple.of(config.batch()))
                .chain(rows -> sendByProject(
                        StreamSupport.stream(rows.spliterator(), false).toList()))
                .chain(sent -> sent.length == 0
                        ? Uni.createFrom().item(0)
                        : connection
                                .preparedQuery("delete from outbox where id = any($1)")
                                .execute(Tuple.of(sent))
                                .replaceWith(sent.length));
    }

    /** Ids of the rows that Kafka has. A project whose event fails waits; the others go on. */
    private Uni<Long[]> sendByProject(List<Row> rows) {
        var ids = new ConcurrentLinkedQueue<Long>();
        var projects = rows.stream().collect(Collectors.groupingBy(row -> row.getString("project_id")));
        List<Uni<Void>> sending = projects.values().stream()
                .map(ofProject -> Multi.createFrom()
                        .iterable(ofProject)
                        .onItem()
                        .transformToUniAndConcatenate(
                                row -> kafka.send(message(row)).invoke(() -> ids.add(row.getLong("id"))))
                        .onFailure()
                        .invoke(e -> LOG.warnf(
                                "Kafka did not take an event of the project %s; it stays in the outbox: %s",
                                ofProject.get(0).getString("project_id"), e.getMessage()))
                        .onFailure()
                        .recoverWithCompletion()
                        .onItem()
                        .ignoreAsUni())
                .toList();
        return sending.isEmpty()
                ? Uni.createFrom().item(new Long[0])
                : Uni.join().all(sending).andFailFast().map(x -> ids.toArray(Long[]::new));
    }

    private static ProducerRecord<String, byte[]> message(Row row) {
        Topic topic = Arrays.stream(Topic.values())
                .filter(t -> t.topicName().equals(row.getString("topic")))
                .findFirst()
                .orElseThrow();
        Class<? extends Event> type =
                EventType.named(row.getString("event_type")).orElseThrow().dataClass();
        Event event = WireJson.read(row.getString("event").getBytes(StandardCharsets.UTF_8), type);
        ProducerRecord<String, byte[]> message = KafkaEvents.message(
                topic, event.projectId(), KafkaEvents.newCloudEvent(event, SOURCE, row.getUUID("event_id")));
        String traceparent = row.getString("traceparent");
        if (traceparent != null) {
            message.headers().add(Traceparent.HEADER, traceparent.getBytes(StandardCharsets.UTF_8));
        }
        return message;
    }
}
