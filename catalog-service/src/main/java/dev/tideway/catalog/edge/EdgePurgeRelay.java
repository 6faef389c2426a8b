package dev.tideway.catalog.edge;

import dev.tideway.catalog.database.Database;
import dev.tideway.catalog.database.DatabaseAwayException;
import dev.tideway.catalog.database.OneByOne;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends what caches have to forget to the configured address, once what they would fetch instead is published: at least once,
 * again and again until it is taken.
 */
@ApplicationScoped
public class EdgePurgeRelay {
    private static final Logger LOG = Logger.getLogger(EdgePurgeRelay.class);

    private static final String DUE = """
            select e.surrogate_key, e.revision from edge_purge e left join project p on p.id = e.project_id
            where e.next_try_at <= clock_timestamp() and (e.revision is null or p.published_revision >= e.revision)
            order by e.next_try_at limit 100""";

    /** Somebody may have asked for a later one meanwhile. */
    private static final String DONE =
            "delete from edge_purge where surrogate_key = $1 and revision is not distinct from $2";

    private static final String FAILED = """
            update edge_purge set tries = tries + 1,
                next_try_at = clock_timestamp() + least(300, power(2, least(tries, 9))) * interval '1 second'
            where surrogate_key = $1""";

    private final Database database;
    private final EdgeConfig config;
    private final MeterRegistry metrics;
    private final Optional<HttpClient> http;

    EdgePurgeRelay(Database database, EdgeConfig config, MeterRegistry metrics) {
        this.database = database;
        this.config = config;
        this.metrics = metrics;
        config.purgeHeader().ifPresent(header -> {
            if (header.indexOf(':') < 1) {
                throw new IllegalArgumentException("tideway.edge.purge-header must be written as Name: value");
            }
        });
        this.http = config.purgeUrl().map(url -> HttpClient.newBuilder()
                .connectTimeout(config.purgeTimeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build());
    }

    /** Made as the service starts: what TLS loads would hold up an event loop, and the checks on it, for as long as seconds. */
    void start(@Observes StartupEvent event) {}

    private record Purge(String key, @Nullable Long revision) {
        static Purge of(Row row) {
            return new Purge(row.getString("surrogate_key"), row.getLong("revision"));
        }
    }

    @Scheduled(every = "${tideway.edge.purge-interval:1s}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return http.map(this::sendAll)
                .orElseGet(() -> Uni.createFrom().voidItem())
                .onFailure(DatabaseAwayException.class)
                .recoverWithNull();
    }

    private Uni<Void> sendAll(HttpClient client) {
        return database.query(pool -> pool.query(DUE).execute())
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(Purge::of)
                        .toList())
                .chain(due -> OneByOne.each(due, purge -> send(client, purge)));
    }

    private Uni<Void> send(HttpClient client, Purge purge) {
        return Uni.createFrom()
                .completionStage(() -> client.sendAsync(request(purge.key()), BodyHandlers.discarding()))
                .invoke(EdgePurgeRelay::requireTaken)
                .chain(() -> database.query(
                        pool -> pool.preparedQuery(DONE).execute(Tuple.of(purge.key(), purge.revision()))))
                .invoke(() -> count("done"))
                .onFailure(e -> !(e instanceof DatabaseAwayException))
                .recoverWithUni(e -> {
                    count("failed");
                    LOG.warnf("The edge was not told to forget %s and is told again: %s", purge.key(), e);
                    return database.query(pool -> pool.preparedQuery(FAILED).execute(Tuple.of(purge.key())));
                })
                .replaceWithVoid();
    }

    private HttpRequest request(String key) {
        HttpRequest.Builder request = HttpRequest.newBuilder(config.purgeUrl().orElseThrow())
                .timeout(config.purgeTimeout())
                .header("Surrogate-Key", key)
                .method(config.purgeMethod(), BodyPublishers.noBody());
        config.purgeHeader().ifPresent(header -> {
            int colon = header.indexOf(':');
            request.header(
                    header.substring(0, colon).strip(),
                    header.substring(colon + 1).strip());
        });
        return request.build();
    }

    private static void requireTaken(HttpResponse<Void> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException("the edge answered " + answer.statusCode());
        }
    }

    private void count(String result) {
        metrics.counter("tideway.edge.purges", "result", result).increment();
    }
}
