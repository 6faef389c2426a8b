package dev.tideway.catalog.bucket;

import io.minio.MinioAsyncClient;
import io.quarkiverse.minio.client.OptionalHttpClientProducer;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * Makes the S3 client in place of the extension, which calls a class that the pinned client library does not have any
 * more.
 */
@Singleton
class S3Client {
    @Produces
    @Singleton
    @Alternative
    @Priority(1)
    MinioAsyncClient client(S3Config config, OptionalHttpClientProducer http) {
        var client = MinioAsyncClient.builder()
                .endpoint(config.url())
                .credentials(config.accessKey(), config.secretKey())
                // Given, so that the server is not asked for it.
                .region(config.region());
        http.apply("").ifPresent(client::httpClient);
        return client.build();
    }
}
