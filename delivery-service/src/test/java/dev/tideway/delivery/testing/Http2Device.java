package dev.tideway.delivery.testing;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A device on one HTTP/2 connection without TLS, by prior knowledge. */
public final class Http2Device implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = vertx.createHttpClient(new HttpClientOptions()
            .setProtocolVersion(HttpVersion.HTTP_2)
            .setHttp2ClearTextUpgrade(false)
            .setHttp2MaxPoolSize(1));
    private final CompletableFuture<Void> cutOff = new CompletableFuture<>();
    private final int port;

    public Http2Device(int port) {
        this.port = port;
    }

    /** Asks, and leaves the content where it is. Completes exceptionally when the answer is broken off. */
    public CompletableFuture<Void> takeNothingOf(String path) throws Exception {
        var broken = new CompletableFuture<Void>();
        client.request(HttpMethod.GET, port, "localhost", path)
                .compose(request -> request.send().map(HttpClientResponse::pause))
                .onSuccess(response -> {
                    response.exceptionHandler(broken::completeExceptionally);
                    response.request().connection().closeHandler(closed -> cutOff.complete(null));
                })
                .toCompletionStage()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
        return broken;
    }

    /** Completes when the server closes the connection. */
    public CompletableFuture<Void> isCutOff() {
        return cutOff;
    }

    @Override
    public void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
