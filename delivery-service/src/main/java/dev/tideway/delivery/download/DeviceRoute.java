package dev.tideway.delivery.download;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where every request of a device enters; it runs on the event loop, so nothing from here on blocks. */
@Singleton
class DeviceRoute {
    private final DownloadRoute download;
    private final ArtifactRoute artifacts;
    private final DeployRoute deploy;
    private final Refusals refusals;
    private final String operations;

    DeviceRoute(
            DownloadRoute download,
            ArtifactRoute artifacts,
            DeployRoute deploy,
            Refusals refusals,
            @ConfigProperty(name = "quarkus.http.non-application-root-path", defaultValue = "/q") String operations) {
        this.download = download;
        this.artifacts = artifacts;
        this.deploy = deploy;
        this.refusals = refusals;
        this.operations = operations.startsWith("/") ? operations : "/" + operations;
    }

    void register(@Observes Router router) {
        router.route().handler(this::handle).failureHandler(this::fail);
    }

    private void handle(RoutingContext request) {
        String path = request.request().path();
        if (path != null && (path.equals(operations) || path.startsWith(operations + "/"))) {
            request.next();
            return;
        }
        try {
            handle(request, DevicePath.parse(path == null ? "" : path));
        } catch (RuntimeException e) {
            refusals.send(request, e);
        }
    }

    /** What the server itself finds wrong with an address it would otherwise answer without a word. */
    private void fail(RoutingContext request) {
        boolean ours = !request.request().path().startsWith(operations + "/");
        if (ours && request.failure() instanceof HttpException refused && refused.getStatusCode() == 400) {
            refusals.send(request, Problem.badAddress());
        } else {
            request.next();
        }
    }

    private void handle(RoutingContext request, DevicePath path) {
        var method = request.request().method();
        if (method.equals(HttpMethod.OPTIONS)) {
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
