package dev.tideway.delivery.download;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where every request of a device enters; it runs on the event loop, so nothing from here on blocks. */
@Singleton
class DeviceRoute {
    /** Before the framework's own routes: they would take {@code /deploy/../q} for {@code /q}. */
    private static final int FIRST = -10_000;

    /** Half of what the HTTP server takes, which refuses without a word. */
    private static final int MAX_LINE = 4096;

    private final DownloadRoute download;
    private final ArtifactRoute artifacts;
    private final DeployRoute deploy;
    private final Refusals refusals;
    private final AccessLog log;
    private final WebClients web;
    private final String operations;

    DeviceRoute(
            DownloadRoute download,
            ArtifactRoute artifacts,
            DeployRoute deploy,
            Refusals refusals,
            AccessLog log,
            WebClients web,
            @ConfigProperty(name = "quarkus.http.non-application-root-path", defaultValue = "/q") String operations) {
        this.download = download;
        this.artifacts = artifacts;
        this.deploy = deploy;
        this.refusals = refusals;
        this.log = log;
        this.web = web;
        this.operations = operations.startsWith("/") ? operations : "/" + operations;
    }

    void register(@Observes Router router) {
        router.route().order(FIRST).handler(this::handle);
        router.errorHandler(400, this::refuseUnreadable);
    }

    /** The router itself gives up on a path of broken encoding, if it meets a route with a path before ours. */
    private void refuseUnreadable(RoutingContext request) {
        String path = request.request().path();
        var refused = DevicePath.parse(path == null ? "" : path) instanceof DevicePath.Refused known
                ? known.problem()
                : Problem.badPath("The request cannot be read. Send its path as percent-encoded UTF-8.");
        refusals.send(request, refused);
    }

    private void handle(RoutingContext request) {
        log.follow(request);
        String path = request.request().path();
        if (path != null && (path.equals(operations) || path.startsWith(operations + "/"))) {
            request.next();
            return;
        }
        var headers = request.response().headers();
        web.allow((name, value) -> headers.set(name, value));
        if (request.request().uri().length() > MAX_LINE) {
            refusals.send(request, Problem.pathTooLong());
            return;
        }
        try {
            handle(request, DevicePath.parse(path == null ? "" : path));
        } catch (RuntimeException e) {
            refusals.send(request, e);
        }
    }

    private void handle(RoutingContext request, DevicePath path) {
        var method = request.request().method();
        if (method.equals(HttpMethod.OPTIONS)) {
            var headers = request.response().headers();
            web.allowBeforehand((name, value) -> headers.set(name, value));
            request.response()
                    .setStatusCode(204)
                    .putHeader(HttpHeaders.ALLOW, Refusals.ALLOW)
                    .end();
        } else if (path instanceof DevicePath.Refused refused) {
            refusals.send(request, refused.problem());
        } else if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            refusals.send(request, Problem.methodNotAllowed(method.name()));
        } else if (path instanceof DevicePath.Download) {
            download.handle(request);
        } else if (path instanceof DevicePath.Immutable immutable) {
            artifacts.handle(request, immutable.name());
        } else {
            deploy.handle(request, (DevicePath.PublicFile) path);
        }
    }
}
