package dev.tideway.catalog.check;

import dev.tideway.catalog.problem.Problem;
import dev.tideway.catalog.problem.ProblemType;
import dev.tideway.protocol.WireJson;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code /checkUpdate} for every request that {@link CheckFastPath} leaves alone: other methods, paths written otherwise,
 * HTTP/1.0 and HTTP/2, requests with a body, and connections that carry other requests too.
 */
@Singleton
public class CheckRoute {
    /** Before everything that concerns people: a device has no token, and one sent by mistake is not looked at. */
    private static final int FIRST = -10_000;

    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence PROBLEM = HttpHeaders.createOptimized(Problem.MEDIA_TYPE);
    private static final CharSequence ALLOWED = HttpHeaders.createOptimized("GET, HEAD");
    private static final CharSequence CACHE_TAG = HttpHeaders.createOptimized("Cache-Tag");
    private static final CharSequence SURROGATE_KEY = HttpHeaders.createOptimized("Surrogate-Key");

    private final CheckReplies replies;

    CheckRoute(CheckReplies replies) {
        this.replies = replies;
    }

    void register(@Observes Router router) {
        router.route("/checkUpdate").order(FIRST).handler(this::check).failureHandler(this::fail);
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.method() != HttpMethod.GET && request.method() != HttpMethod.HEAD) {
            request.response().putHeader(HttpHeaders.ALLOW, ALLOWED);
            send(request, replies.refused(Problem.of(ProblemType.METHOD_NOT_ALLOWED, "Ask with GET or HEAD.")));
            return;
        }
        send(request, replies.to(request.query(), ifNoneMatch(request)));
    }

    private static @Nullable String ifNoneMatch(HttpServerRequest request) {
        if (!request.headers().contains(HttpHeaders.IF_NONE_MATCH)) {
            return null;
        }
        List<String> lines = request.headers().getAll(HttpHeaders.IF_NONE_MATCH);
        return lines.size() == 1 ? lines.get(0) : String.join(",", lines);
    }

    private static void send(HttpServerRequest request, CheckReply reply) {
        request.response().putHeader(HttpHeaders.DATE, HttpDate.now());
        if (reply instanceof CheckReply.Told told) {
            send(request, told);
        } else if (reply instanceof CheckReply.Refused refused) {
            send(request, refused);
        }
    }

    private static void send(HttpServerRequest request, CheckReply.Told told) {
        String cacheTag = told.cacheTag();
        HttpServerResponse response = request.response()
                .putHeader(HttpHeaders.ETAG, told.answer().etag())
                .putHeader(HttpHeaders.CACHE_CONTROL, told.cacheControl())
                .putHeader(CACHE_TAG, cacheTag)
                .putHeader(SURROGATE_KEY, cacheTag);
        if (told.isKnown()) {
            response.setStatusCode(304).end();
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, JSON);
        send(request, told.answer().body());
    }

    private static void send(HttpServerRequest request, CheckReply.Refused refused) {
        HttpServerResponse response = request.response()
                .setStatusCode(refused.problem().status())
                .putHeader(HttpHeaders.CONTENT_TYPE, PROBLEM)
                .putHeader(HttpHeaders.CACHE_CONTROL, refused.cacheControl());
        if (refused.isForNow()) {
            response.putHeader(HttpHeaders.RETRY_AFTER, "1");
        }
        send(request, WireJson.write(refused.problem()));
    }

    private static void send(HttpServerRequest request, byte[] body) {
        HttpServerResponse response = request.response();
        if (request.method() == HttpMethod.HEAD) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length))
                    .end();
        } else {
            // Wrapped, not copied; the bytes are never changed.
            response.end(Buffer.buffer(Unpooled.wrappedBuffer(body)));
        }
    }

    private void fail(RoutingContext context) {
        CheckReply failed = replies.failed(context.failure());
        if (context.response().headWritten()) {
            context.request().connection().close();
            return;
        }
        context.response().headers().clear();
        send(context.request(), failed);
    }
}
