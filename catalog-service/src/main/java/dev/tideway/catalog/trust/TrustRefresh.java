package dev.tideway.catalog.trust;

import dev.tideway.catalog.database.Database;
import dev.tideway.catalog.database.SchemaReady;
import dev.tideway.catalog.token.Revocations;
import dev.tideway.catalog.token.Role;
import dev.tideway.catalog.token.TrustRules;
import dev.tideway.catalog.token.TrustRules.Rule;
import dev.tideway.protocol.WireJson;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/** Keeps what tokens are checked with in memory up to date with PostgreSQL; what was read last holds while it is away. */
@ApplicationScoped
public class TrustRefresh {
    private static final Logger LOG = Logger.getLogger(TrustRefresh.class);

    /** No token lives longer than 90 days, so an entry that is older says nothing any more. */
    private static final String REVOKED = "select jti from revoked_token where revoked_at > now() - interval '91 days'";

    private static final String RULES = "select project_id, issuer, role, claims::text as claims from trust_rule";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Database database;
    private final Pool pool;
    private final Revocations revocations;
    private final TrustRules rules;

    TrustRefresh(Database database, Pool pool, Revocations revocations, TrustRules rules) {
        this.database = database;
        this.pool = pool;
        this.revocations = revocations;
        this.rules = rules;
    }

    /** Nobody is answered by the database before it is known which tokens are revoked. */
    void first(@Observes SchemaReady ready) {
        read(pool).await().atMost(PATIENCE);
    }

    @Scheduled(every = "{tideway.token.refresh-interval:2s}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return database.query(this::read)
                .onFailure()
                // It is looked again in a while, and an absent database has been reported.
                .invoke(e -> LOG.debugf("Which tokens are taken was not read anew: %s", e.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> read(Pool from) {
        return from.query(REVOKED)
                .execute()
                .invoke(rows -> revocations.replace(StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString("jti"))
                        .collect(Collectors.toSet())))
                .chain(() -> from.query(RULES).execute())
                .invoke(rows -> rules.replace(StreamSupport.stream(rows.spliterator(), false)
                        .collect(Collectors.groupingBy(
                                row -> row.getString("project_id"),
                                Collectors.mapping(TrustRefresh::rule, Collectors.toList())))))
                .replaceWithVoid();
    }

    @SuppressWarnings("unchecked")
    private static Rule rule(Row row) {
        Map<String, String> claims = WireJson.read(row.getString("claims").getBytes(StandardCharsets.UTF_8), Map.class);
        return new Rule(
                row.getString("issuer"),
                Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT)),
                Map.copyOf(claims));
    }
}
