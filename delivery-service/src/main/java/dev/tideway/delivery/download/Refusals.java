package dev.tideway.delivery.download;

import dev.tideway.delivery.bucket.ObjectMissingException;
import dev.tideway.delivery.bucket.StoreUnavailableException;
import dev.tideway.delivery.cache.BrokenObjectException;
import io.netty.handler.codec.DateFormatter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Date;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/** Answers with a problem, and knows which problem a failure is for a device. */
@Singleton
class Refusals {
    static final String ALLOW = "GET, HEAD, OPTIONS";

    private static final Logger LOG = Logger.getLogger(Refusals.class);
    private static final String NOT_KEPT = "no-store";
    private static final String KEPT_SHORTLY = "public, max-age=0, s-maxage=30";

    private final DeliveryConfig config;

    Refusals(DeliveryConfig config) {
        this.config = config;
    }

    void send(RoutingContext request, Throwable failure) {
        send(request, problem(failure));
    }

    private static Problem problem(Throwable failure) {
        if (failure instanceof CompletionException && failure.getCause() != null) {
            return problem(failure.getCause());
        }
        if (failure instanceof RefusedException refused) {
            return refused.problem();
        }
        if (failure instanceof ObjectMissingException) {
            return Problem.noSuchArtifact();
        }
        if (failure instanceof BrokenObjectException) {
            return Problem.broken();
        }
        if (failure instanceof StoreUnavailableException || failure instanceof TimeoutException) {
            return Problem.unavailable();
        }
        LOG.error("a request failed", failure);
        return Problem.unexpected();
    }

    void send(RoutingContext request, Problem problem) {
        var response = request.response();
        if (response.ended() || response.headWritten()) {
            response.reset();
            return;
        }
        byte[] json = problem.json();
        response.setStatusCode(problem.status())
                .putHeader(HttpHeaders.DATE, DateFormatter.format(new Date()))
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .putHeader(HttpHeaders.CACHE_CONTROL, problem.mayHeal() ? NOT_KEPT : KEPT_SHORTLY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(json.length));
        if (problem.status() == 503) {
            response.putHeader(
                    HttpHeaders.RETRY_AFTER, Long.toString(config.retryAfter().toSeconds()));
        }
        if (problem.status() == 405) {
            response.putHeader(HttpHeaders.ALLOW, ALLOW);
        }
        if (request.request().method().equals(HttpMethod.HEAD)) {
            response.end();
        } else {
            response.end(Buffer.buffer(json));
        }
    }
}
