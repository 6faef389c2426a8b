package dev.tideway.catalog.check;

import dev.tideway.catalog.check.CheckMetrics.Outcome;
import dev.tideway.catalog.problem.Problem;
import dev.tideway.catalog.problem.ProblemType;
import dev.tideway.protocol.WireJson;
import io.netty.buffer.Unpooled;
import io.vertx.core.MultiMap;
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
import org.jboss.logging.Logger;

/** {@code GET /checkUpdate}, on the event loop: one lookup, one write, and nothing that could wait. */
@Singleton
public class CheckRoute {
    private static final Logger LOG = Logger.getLogger(CheckRoute.class);

    /** Before everything that concerns people: a device has no token, and one sent by mistake is not looked at. */
    private static final int FIRST = -10_000;

    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence PROBLEM = HttpHeaders.createOptimized(Problem.MEDIA_TYPE);
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    private static final CharSequence ALLOWED = HttpHeaders.createOptimized("GET, HEAD");
    private static final CharSequence CACHE_TAG = HttpHeaders.createOptimized("Cache-Tag");
    private static final CharSequence SURROGATE_KEY = HttpHeaders.createOptimized("Surrogate-Key");

    private final CatalogueIndex index;
    private final CheckMetrics metrics;
    private final int maxQueryLength;
    private final CharSequence cacheControl;
    private final CharSequence unknownProjectCacheControl;

    CheckRoute(CatalogueIndex index, CheckMetrics metrics, CheckConfig config) {
        this.index = index;
        this.metrics = metrics;
        this.maxQueryLength = config.maxQueryLength();
        this.cacheControl = HttpHeaders.createOptimized(config.cacheControl());
        this.unknownProjectCacheControl = HttpHeaders.createOptimized(config.unknownProjectCacheControl());
    }

    void register(@Observes Router router) {
        router.route("/checkUpdate").order(FIRST).handler(this::check).failureHandler(this::fail);
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.method() != HttpMethod.GET && request.method() != HttpMethod.HEAD) {
            request.response().putHeader(HttpHeaders.ALLOW, ALLOWED);
            refuse(request, NO_STORE, Problem.of(ProblemType.METHOD_NOT_ALLOWED, "Ask with GET or HEAD."));
            metrics.count(Outcome.REFUSED);
            return;
        }
        try {
            answer(request, query(request));
        } catch (RefusedQueryException e) {
            refuse(request, NO_STORE, Problem.invalid(e.parameter(), e.detail()));
            metrics.count(Outcome.REFUSED);
        }
    }

    private CheckQuery query(HttpServerRequest request) {
        String query = request.query();
        if (query != null && query.length() > maxQueryLength) {
            throw new RefusedQueryException("query", "Send a query of at most " + maxQueryLength + " characters.");
        }
        return CheckQuery.parse(query);
    }

    private void answer(HttpServerRequest request, CheckQuery query) {
        ProjectAnswers project = index.find(query.projectId());
        if (project != null) {
            answer(request, project, project.to(query));
        } else if (index.isFilled()) {
            refuse(
                    request,
                    unknownProjectCacheControl,
                    Problem.of(
                            ProblemType.UNKNOWN_PROJECT,
                            "There is no such project: check project_id in the app.",
                            "project_id"));
            metrics.count(Outcome.UNKNOWN_PROJECT);
        } else {
            request.response().putHeader(HttpHeaders.RETRY_AFTER, "1");
            refuse(request, NO_STORE, Problem.of(ProblemType.NOT_READY, "This replica just started: ask again."));
            metrics.count(Outcome.NOT_READY);
        }
    }

    private void answer(HttpServerRequest request, ProjectAnswers project, Answer answer) {
        HttpServerResponse response = request.response();
        MultiMap headers = response.headers();
        headers.add(HttpHeaders.ETAG, answer.etag());
        headers.add(HttpHeaders.CACHE_CONTROL, cacheControl);
        headers.add(CACHE_TAG, project.cacheTag());
        headers.add(SURROGATE_KEY, project.cacheTag());
        if (isKnown(request, answer)) {
            response.setStatusCode(304).end();
            metrics.count(Outcome.NOT_MODIFIED);
            return;
        }
        headers.add(HttpHeaders.CONTENT_TYPE, JSON);
        send(request, answer.body());
        metrics.count(answer.offersAnUpdate() ? Outcome.OFFERED : Outcome.NOTHING);
    }

    private static boolean isKnown(HttpServerRequest request, Answer answer) {
        if (!request.headers().contains(HttpHeaders.IF_NONE_MATCH)) {
            return false;
        }
        List<String> tags = request.headers().getAll(HttpHeaders.IF_NONE_MATCH);
        return EntityTags.contains(tags.size() == 1 ? tags.get(0) : String.join(",", tags), answer.etag());
    }

    private static void refuse(HttpServerRequest request, CharSequence cacheControl, Problem problem) {
        request.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, PROBLEM)
                .putHeader(HttpHeaders.CACHE_CONTROL, cacheControl);
        send(request, WireJson.write(problem));
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
        LOG.error("A check failed", context.failure());
        metrics.count(Outcome.FAILED);
        if (context.response().headWritten()) {
            context.request().connection().close();
            return;
        }
        context.response().headers().clear();
        refuse(context.request(), NO_STORE, Problem.of(ProblemType.INTERNAL_ERROR, "Ask again in a while."));
    }
}
