package dev.tideway.packager.bucket;

import io.quarkiverse.minio.client.OptionalHttpClientProducer;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/**
 * The HTTP client below the S3 client: with timeouts, and with more than the five requests at once to one host that
 * OkHttp allows by default.
 */
@Singleton
@Alternative
@Priority(1)
final class S3HttpClient implements OptionalHttpClientProducer {
    private final S3Config config;

    S3HttpClient(S3Config config) {
        this.config = config;
    }

    @Override
    public Optional<OkHttpClient> apply(String clientName) {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(config.maxRequests());
        dispatcher.setMaxRequestsPerHost(config.maxRequests());
        return Optional.of(new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectTimeout(config.connectTimeout())
                .readTimeout(config.readTimeout())
                .writeTimeout(config.readTimeout())
                .followRedirects(false)
                .protocols(List.of(Protocol.HTTP_1_1))
                .build());
    }
}
