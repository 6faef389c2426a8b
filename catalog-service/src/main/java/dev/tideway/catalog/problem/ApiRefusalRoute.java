package dev.tideway.catalog.problem;

import dev.tideway.protocol.WireJson;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Answers what the server refuses by itself as everything else is refused: a path of broken percent-encoding, and a body
 * that is too large.
 */
@ApplicationScoped
class ApiRefusalRoute {
    private static final int BAD_REQUEST = 400;

    /** Ahead of the framework's own look at the size, whose answer has no body. */
    private static final int FIRST = -1000;

    private final long largestBody;

    ApiRefusalRoute(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize largestBody) {
        this.largestBody = largestBody.asLongValue();
    }

    void register(@Observes Router router) {
        router.errorHandler(
                BAD_REQUEST,
                request -> refuse(
                        request, Problem.invalid("path", "Send a path and a query with correct percent-encoding.")));
        router.route("/api/*").order(FIRST).handler(this::look);
    }

    private void look(RoutingContext request) {
        String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null || !length.matches("[0-9]{1,18}") || Long.parseLong(length) <= largestBody) {
            request.next();
            return;
        }
        // What the caller is still sending is thrown away, so that the answer reaches them; then the connection ends.
        request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        request.request().endHandler(x -> request.request().connection().close());
        refuse(request, Problem.of(ProblemType.BODY_TOO_LARGE, "Send a body of at most 64 KiB."));
        request.request().resume();
    }

    private static void refuse(RoutingContext request, Problem problem) {
        if (request.response().headWritten()) {
            return;
        }
        request.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(Buffer.buffer(WireJson.write(problem)));
    }
}
