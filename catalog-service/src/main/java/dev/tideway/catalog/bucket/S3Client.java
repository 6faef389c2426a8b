package dev.tideway.catalog.bucket;

import io.minio.MinioAsyncClient;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/**
 * Makes the S3 client: with timeouts, and with more than the five requests at once to one host that OkHttp allows by
 * default.
 */
@Singleton
class S3Client {
    @Produces
    @Singleton
    MinioAsyncClient client(S3Config config) {
        return MinioAsyncClient.builder()
                .endpoint(config.url())
                .credentials(config.accessKey(), config.secretKey())
                // Given, so that S3 is not asked for it.
                .region(config.region())
                .httpClient(http(config))
                .build();
    }

    private static OkHttpClient http(S3Config config) {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(config.maxRequests());
        dispatcher.setMaxRequestsPerHost(config.maxRequests());
        return new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectTimeout(config.connectTimeout())
                .readTimeout(config.readTimeout())
                .writeTimeout(config.readTimeout())
                .callTimeout(config.callTimeout())
                .followRedirects(false)
                .protocols(List.of(Protocol.HTTP_1_1))
                .build();
    }
}
