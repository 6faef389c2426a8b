package dev.tideway.catalog.bucket;

import io.quarkiverse.minio.client.OptionalHttpClientProducer;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.Optional;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

/**
 * The HTTP client under the S3 client, with limits of our own: the extension's waits five minutes for an answer, lets
 * five requests run, and keeps a metric for every object's path.
 */
@Singleton
@Alternative
@Priority(1)
public class S3HttpClient implements OptionalHttpClientProducer {
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
                .callTimeout(config.callTimeout())
                .build());
    }
}
