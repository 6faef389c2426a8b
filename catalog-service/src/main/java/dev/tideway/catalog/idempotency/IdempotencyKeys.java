package dev.tideway.catalog.idempotency;

import dev.tideway.catalog.database.Database;
import dev.tideway.catalog.problem.ProblemType;
import dev.tideway.catalog.problem.RefusedException;
import dev.tideway.protocol.WireJson;
import dev.tideway.protocol.artifact.Sha256;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what is asked once for each {@code Idempotency-Key} of a caller (draft-ietf-httpapi-idempotency-key-header):
 * asked again, the answer is the same; with another request the key is refused. A request that failed left nothing
 * behind, so its key is free again.
 */
@ApplicationScoped
public class IdempotencyKeys {
    private static final Logger LOG = Logger.getLogger(IdempotencyKeys.class);

    /** As the draft has it, a string in quotes (RFC 8941, section 3.3.3), and as many send it, without. */
    private static final Pattern KEY =
            Pattern.compile("\"[\\x20\\x21\\x23-\\x5b\\x5d-\\x7e]{1,255}\"|[\\x21\\x23-\\x7e]{1,255}");

    private static final String TAKE = """
            insert into idempotency_key (caller, key, request, attempt) values ($1, $2, $3, $4)
            on conflict (caller, key) do update
            set request = excluded.request, attempt = excluded.attempt, started_at = clock_timestamp(),
                status = null, body = null, etag = null
            where idempotency_key.started_at < clock_timestamp()
                  - (case when idempotency_key.status is null then $5::bigint else $6::bigint end) * interval '1 second'
            returning attempt""";

    private static final String FIND =
            "select request, status, body, etag from idempotency_key where caller = $1 and key = $2";
    private static final String KEEP =
            "update idempotency_key set status = $2, body = $3, etag = $4 where attempt = $1";
    private static final String FREE = "delete from idempotency_key where attempt = $1";
    private static final String FORGET =
            "delete from idempotency_key where started_at < clock_timestamp() - $1::bigint * interval '1 second'";

    private final Database database;
    private final IdempotencyConfig config;

    IdempotencyKeys(Database database, IdempotencyConfig config) {
        this.database = database;
        this.config = config;
    }

    /**
     * A request as it is compared.
     *
     * @param header as it was sent; absent: the request is carried out as often as it is sent
     * @param caller whose key it is
     * @param content all that makes the request another one
     */
    public record Request(@Nullable String header, String caller, Object... content) {
        private String digest() {
            return Sha256.of(WireJson.write(Arrays.asList(content))).hex();
        }
    }

    /**
     * Carries out the work, or answers what it was answered before.
     *
     * @param type of the answer's body
     * @throws RefusedException (400) if the header is no key
     */
    public <T> Uni<RestResponse<T>> once(Request request, Class<T> type, Supplier<Uni<RestResponse<T>>> work) {
        if (request.header() == null) {
            return work.get();
        }
        String key = key(request.header());
        UUID attempt = UUID.randomUUID();
        Tuple values = Tuple.of(request.caller(), key, request.digest(), attempt)
                .addLong(config.inFlight().toSeconds())
                .addLong(config.kept().toSeconds());
        return database.query(pool -> pool.preparedQuery(TAKE).execute(values))
                .chain(taken -> taken.size() == 1 ? carryOut(attempt, work) : known(request, key, type));
    }

    private <T> Uni<RestResponse<T>> carryOut(UUID attempt, Supplier<Uni<RestResponse<T>>> work) {
        return Uni.createFrom()
                .deferred(work::get)
                .onFailure()
                .call(() -> end(FREE, Tuple.of(attempt)))
                .call(answer -> end(
                        KEEP,
                        Tuple.of(
                                attempt,
                                answer.getStatus(),
                                WireJson.writeString(answer.getEntity()),
                                answer.getHeaderString(HttpHeaders.ETAG))));
    }

    /** The work is done or has failed either way; a key that stays in flight is free after a while. */
    private Uni<Void> end(String statement, Tuple values) {
        return database.query(pool -> pool.preparedQuery(statement).execute(values))
                .replaceWithVoid()
                .onFailure()
                .invoke(e -> LOG.warnf("An Idempotency-Key was left in flight: %s", e.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    private <T> Uni<RestResponse<T>> known(Request request, String key, Class<T> type) {
        return database.query(pool -> pool.preparedQuery(FIND).execute(Tuple.of(request.caller(), key)))
                .map(rows -> {
                    Row known = rows.size() == 0 ? null : rows.iterator().next();
                    if (known != null && !known.getString("request").equals(request.digest())) {
                        throw new RefusedException(
                                ProblemType.IDEMPOTENCY_KEY_REUSED,
                                "This Idempotency-Key was sent with another request. Send a fresh key with each new"
                                        + " request.");
                    }
                    if (known == null || known.getInteger("status") == null) {
                        throw new RefusedException(
                                ProblemType.REQUEST_IN_PROGRESS,
                                "The request with this Idempotency-Key is being carried out. Send it again in some"
                                        + " seconds.");
                    }
                    return answer(known, type);
                });
    }

    private static <T> RestResponse<T> answer(Row known, Class<T> type) {
        T body = WireJson.read(known.getString("body").getBytes(StandardCharsets.UTF_8), type);
        var answer = RestResponse.ResponseBuilder.<T>create(known.getInteger("status"))
                .entity(body)
                .header("Idempotency-Replayed", "true");
        String etag = known.getString("etag");
        return (etag == null ? answer : answer.header(HttpHeaders.ETAG, etag)).build();
    }

    private static String key(String header) {
        if (!KEY.matcher(header).matches()) {
            throw RefusedException.invalid(
                    "Idempotency-Key", "Idempotency-Key must be 1 to 255 visible ASCII characters, such as a UUID.");
        }
        return header.startsWith("\"") ? header.substring(1, header.length() - 1) : header;
    }

    @Scheduled(every = "1h", delayed = "1m")
    Uni<Void> forget() {
        return database.query(pool -> pool.preparedQuery(FORGET)
                        .execute(Tuple.of(config.kept().toSeconds())))
                .replaceWithVoid()
                .onFailure()
                // It comes again in an hour.
                .recoverWithNull();
    }
}
