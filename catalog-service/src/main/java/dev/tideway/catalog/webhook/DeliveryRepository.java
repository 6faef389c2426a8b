package dev.tideway.catalog.webhook;

import dev.tideway.catalog.database.Database;
import dev.tideway.catalog.request.PageQuery;
import dev.tideway.catalog.webhook.Webhook.Target;
import dev.tideway.catalog.webhook.WebhookSender.Message;
import dev.tideway.catalog.webhook.WebhookSender.Outcome;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The table {@code webhook_delivery}, by statements that need no session. */
@ApplicationScoped
class DeliveryRepository {
    /**
     * The first message of each webhook whose time has come, claimed for a while: nobody else sends to that webhook
     * meanwhile, so its messages keep their order.
     */
    private static final String CLAIM = """
            with due as (
                select w.id as webhook_id, head.id as delivery_id
                from webhook w
                cross join lateral (select d.id, d.next_attempt_at from webhook_delivery d
                                    where d.webhook_id = w.id and d.state = 'waiting' order by d.id limit 1) head
                where head.next_attempt_at <= clock_timestamp()
                      and (w.claimed_until is null or w.claimed_until < clock_timestamp())
                order by head.next_attempt_at limit $1
                for update of w skip locked),
            claimed as (
                update webhook w set claimed_until = clock_timestamp() + $2::bigint * interval '1 millisecond'
                from due where w.id = due.webhook_id returning w.*, due.delivery_id)
            select c.id as webhook_id, c.url, c.format, c.secret,
                   case when c.old_secret_until > clock_timestamp() then c.old_secret end as old_secret,
                   d.id, d.event_id, d.event_type, d.event, d.created_at, d.attempts
            from claimed c join webhook_delivery d on d.id = c.delivery_id""";

    private static final String RELEASE = "update webhook set claimed_until = null where id = $1";

    private static final String DELIVERED = """
            update webhook_delivery
            set state = 'delivered', attempts = attempts + 1, last_status = $2::integer, error = null, ended_at = clock_timestamp()
            where id = $1""";

    private static final String FAILED = """
            update webhook_delivery
            set attempts = attempts + 1, last_status = $2::integer, error = $3::text,
                state = case when queued_at < clock_timestamp() - $5::bigint * interval '1 millisecond' then 'dead' else state end,
                ended_at = case when queued_at < clock_timestamp() - $5::bigint * interval '1 millisecond'
                                then clock_timestamp() end,
                next_attempt_at = clock_timestamp() + $4::bigint * interval '1 millisecond'
            where id = $1 returning state""";

    private static final String LIST = """
            select * from webhook_delivery
            where webhook_id = $1 and id < $2 and ($3::text is null or state = $3) order by id desc limit $4""";

    private static final String REPLAY = """
            update webhook_delivery
            set state = 'waiting', attempts = 0, queued_at = clock_timestamp(), next_attempt_at = clock_timestamp(),
                ended_at = null
            where webhook_id = $1 and ($2::bigint is null and state = 'dead' or id = $2 and state <> 'waiting')""";

    private static final String FORGET = """
            delete from webhook_delivery
            where state = 'delivered' and ended_at < clock_timestamp() - $1::bigint * interval '1 millisecond'
                  or state = 'dead' and ended_at < clock_timestamp() - $2::bigint * interval '1 millisecond'""";

    private final Database database;

    DeliveryRepository(Database database) {
        this.database = database;
    }

    /** A message that is to be sent now. */
    record Due(long webhookId, long id, int attempts, Target target, Message message) {}

    /** @param lease longer than sending takes; after it, whoever claimed it is taken for dead */
    Uni<List<Due>> claim(int limit, Duration lease) {
        return rows(CLAIM, Tuple.of(limit, lease.toMillis()))
                .map(rows -> stream(rows).map(DeliveryRepository::due).toList());
    }

    Uni<Void> release(long webhookId) {
        return rows(RELEASE, Tuple.of(webhookId)).replaceWithVoid();
    }

    Uni<Void> delivered(Due due, Outcome outcome) {
        return rows(DELIVERED, Tuple.of(due.id(), outcome.status())).replaceWithVoid();
    }

    /** @return whether it is given up */
    Uni<Boolean> failed(Due due, Outcome outcome, Duration pause, Duration giveUpAfter) {
        Tuple values = Tuple.of(due.id(), outcome.status(), outcome.error(), pause.toMillis(), giveUpAfter.toMillis());
        return rows(FAILED, values)
                .map(rows -> stream(rows).anyMatch(row -> row.getString("state").equals("dead")));
    }

    /** @param state absent: all */
    Uni<List<Row>> newest(long webhookId, @Nullable String state, PageQuery<Long> page) {
        return rows(LIST, Tuple.of(webhookId, page.after(), state, page.rows()))
                .map(rows -> stream(rows).toList());
    }

    /**
     * Has messages sent again, in their order.
     *
     * @param id one that is not waiting; absent: all that are dead
     * @return how many
     */
    Uni<Integer> replay(long webhookId, @Nullable Long id) {
        return rows(REPLAY, Tuple.of(webhookId, id)).map(RowSet::rowCount);
    }

    Uni<Void> forget(Duration delivered, Duration dead) {
        return rows(FORGET, Tuple.of(delivered.toMillis(), dead.toMillis())).replaceWithVoid();
    }

    private Uni<RowSet<Row>> rows(String statement, Tuple values) {
        return database.query(pool -> pool.preparedQuery(statement).execute(values));
    }

    private static Due due(Row row) {
        List<WebhookSecret> secrets = new ArrayList<>();
        secrets.add(new WebhookSecret(row.getString("secret")));
        String old = row.getString("old_secret");
        if (old != null) {
            secrets.add(new WebhookSecret(old));
        }
        return new Due(
                row.getLong("webhook_id"),
                row.getLong("id"),
                row.getInteger("attempts"),
                new Target(
                        row.getString("url"),
                        WebhookFormat.valueOf(row.getString("format").toUpperCase(Locale.ROOT)),
                        secrets),
                new Message(
                        messageId(row.getUUID("event_id")),
                        row.getString("event_type"),
                        row.getOffsetDateTime("created_at").toInstant(),
                        row.getString("event")));
    }

    static String messageId(UUID event) {
        return "msg_" + event;
    }

    static Delivery told(Row row) {
        boolean waits = row.getString("state").equals("waiting");
        return new Delivery(
                Long.toString(row.getLong("id")),
                messageId(row.getUUID("event_id")),
                row.getString("event_type"),
                row.getString("state"),
                row.getInteger("attempts"),
                row.getInteger("last_status"),
                row.getString("error"),
                time(row.getOffsetDateTime("created_at")),
                waits ? time(row.getOffsetDateTime("next_attempt_at")) : null,
                row.getOffsetDateTime("ended_at") == null ? null : time(row.getOffsetDateTime("ended_at")));
    }

    private static String time(OffsetDateTime time) {
        return time.toInstant().toString();
    }

    private static Stream<Row> stream(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }
}
