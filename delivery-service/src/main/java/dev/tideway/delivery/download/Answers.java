package dev.tideway.delivery.download;

import dev.tideway.delivery.range.ByteRange;
import dev.tideway.delivery.range.MultipartByteRanges;
import dev.tideway.delivery.range.Preconditions;
import dev.tideway.delivery.range.ReprDigest;
import dev.tideway.delivery.range.RequestedRanges;
import dev.tideway.protocol.artifact.Sha256;
import io.netty.handler.codec.DateFormatter;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Answers a request for bytes as its conditions and ranges want it (RFC 9110 sections 13 and 14). */
@Singleton
class Answers {
    private static final Logger LOG = Logger.getLogger(Answers.class);
    private static final String WANT_REPR_DIGEST = "Want-Repr-Digest";

    private final DeliveryMetrics metrics;
    private final Refusals refusals;
    private final Clock clock = Clock.systemUTC();

    Answers(DeliveryMetrics metrics, Refusals refusals) {
        this.metrics = metrics;
        this.refusals = refusals;
    }

    void send(RoutingContext request, Representation what, Body body) {
        try {
            decide(request, what, body);
        } catch (RuntimeException e) {
            body.close();
            throw e;
        }
    }

    private void decide(RoutingContext request, Representation what, Body body) {
        var now = clock.instant();
        var conditions = conditions(request.request().headers());
        switch (conditions.evaluate(what.validators(), now)) {
            case FAILED -> {
                body.close();
                refusals.send(request, Problem.preconditionFailed());
            }
            case NOT_MODIFIED -> {
                body.close();
                headers(request, what, now);
                request.response().setStatusCode(304).end();
            }
            default -> proceed(request, what, body, conditions);
        }
    }

    private void proceed(RoutingContext request, Representation what, Body body, Preconditions conditions) {
        var now = clock.instant();
        boolean isGet = request.request().method().equals(HttpMethod.GET);
        // Section 14.2: Range means something with GET alone.
        var field = isGet && conditions.rangeCounts(what.validators(), now)
                ? joined(request.request().headers(), "Range")
                : null;
        var ranges = RequestedRanges.of(field, what.size());
        if (ranges instanceof RequestedRanges.Unsatisfiable) {
            body.close();
            metrics.unsatisfiable();
            request.response().putHeader(HttpHeaders.CONTENT_RANGE, ByteRange.unsatisfiedRange(what.size()));
            refusals.send(request, Problem.rangeNotSatisfiable(what.size()));
            return;
        }
        headers(request, what, now);
        contentHeaders(request, what);
        if (ranges instanceof RequestedRanges.Parts parts) {
            metrics.ranges(parts.ranges().size());
            sendParts(request, what, body, parts.ranges());
        } else {
            request.response().putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(what.size()));
            sendWhole(request, what, body, isGet && what.size() > 0);
        }
    }

    private void sendWhole(RoutingContext request, Representation what, Body body, boolean withContent) {
        if (withContent) {
            track(request, body, what.size(), () -> body.send(request, ByteRange.whole(what.size())));
        } else {
            body.close();
            request.response().end();
        }
    }

    private void sendParts(RoutingContext request, Representation what, Body body, List<ByteRange> ranges) {
        var response = request.response().setStatusCode(206);
        if (ranges.size() == 1) {
            var range = ranges.get(0);
            response.putHeader(HttpHeaders.CONTENT_RANGE, range.contentRange(what.size()))
                    .putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(range.length()));
            track(request, body, range.length(), () -> body.send(request, range));
            return;
        }
        var multipart = new MultipartByteRanges(
                ranges, what.size(), what.contentType(), UUID.randomUUID().toString());
        response.putHeader(HttpHeaders.CONTENT_TYPE, multipart.contentType())
                .putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(multipart.contentLength()));
        track(request, body, multipart.contentLength(), () -> new PieceSender(response, body).send(multipart));
    }

    private void track(RoutingContext request, Body body, long bytes, Supplier<Future<Void>> send) {
        metrics.begun();
        Promise<Void> done = Promise.promise();
        done.future().onComplete(sent -> {
            body.close();
            metrics.ended(sent.succeeded() ? bytes : 0);
            if (sent.failed()) {
                LOG.debugf("%s was not sent to its end: %s", request.request().path(), sent.cause());
                giveUp(request, sent.cause());
            }
        });
        // Of a device that goes away while nothing is being written, only this tells.
        request.addEndHandler(ended -> {
            if (ended.failed()) {
                done.tryFail(ended.cause());
            }
        });
        send.get().onSuccess(done::tryComplete).onFailure(done::tryFail);
    }

    /** A file that has vanished is noticed before anything is sent. */
    private void giveUp(RoutingContext request, Throwable cause) {
        if (!request.response().headWritten() && !request.response().closed()) {
            LOG.warnf("%s cannot be sent: %s", request.request().path(), cause);
            request.response().headers().clear();
            refusals.send(request, Problem.unavailable());
        }
    }

    private void headers(RoutingContext request, Representation what, Instant now) {
        var headers = request.response().headers();
        headers.set(HttpHeaders.DATE, DateFormatter.format(Date.from(now)));
        what.describe((name, value) -> headers.set(name, value));
    }

    private static void contentHeaders(RoutingContext request, Representation what) {
        var headers = request.response().headers();
        what.describeContent((name, value) -> headers.set(name, value));
        what.digest().ifPresent(digest -> digestHeader(request, digest));
    }

    private static void digestHeader(RoutingContext request, Sha256 digest) {
        var headers = request.response().headers();
        if (ReprDigest.isUnwanted(joined(request.request().headers(), WANT_REPR_DIGEST))) {
            headers.set(HttpHeaders.VARY, WANT_REPR_DIGEST);
        } else {
            headers.set(ReprDigest.FIELD, ReprDigest.sha256(digest.bytes()));
        }
    }

    private static Preconditions conditions(MultiMap headers) {
        return new Preconditions(
                joined(headers, HttpHeaders.IF_MATCH),
                headers.get("If-Unmodified-Since"),
                joined(headers, HttpHeaders.IF_NONE_MATCH),
                headers.get(HttpHeaders.IF_MODIFIED_SINCE),
                headers.get("If-Range"));
    }

    /** Section 5.3: lines of one name are one list. */
    private static @Nullable String joined(MultiMap headers, CharSequence name) {
        String first = headers.get(name);
        return first == null ? null : String.join(", ", headers.getAll(name));
    }
}
