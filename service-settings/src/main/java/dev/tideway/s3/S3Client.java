package dev.tideway.s3;

import dev.tideway.settings.BadSettingException;
import io.minio.MinioAsyncClient;
import io.minio.MinioClient;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;

/**
 * Makes the S3 client: with timeouts, without retries of its own, and with more than the five requests at once to one
 * host that OkHttp allows by default.
 */
@Singleton
public class S3Client {
    /**
     * Without it all certificates of the system are read for nothing, which takes 0.7 s of a start, and 2 s each time in a
     * client that MinIO makes where {@code SSL_CERT_FILE} names them.
     */
    private static final List<ConnectionSpec> CLEARTEXT = List.of(ConnectionSpec.CLEARTEXT);

    private static final OkHttpClient WITHOUT_TLS =
            new OkHttpClient.Builder().connectionSpecs(CLEARTEXT).build();

    @Produces
    @Singleton
    public MinioAsyncClient async(S3Config config) {
        return MinioAsyncClient.builder()
                .endpoint(config.url())
                .credentials(config.accessKey(), config.secretKey())
                // Given, so that S3 is not asked for it.
                .region(config.region())
                .httpClient(http(config))
                .build();
    }

    @Produces
    @Singleton
    public MinioClient blocking(S3Config config) {
        return MinioClient.builder()
                .endpoint(config.url())
                .credentials(config.accessKey(), config.secretKey())
                .region(config.region())
                .httpClient(http(config))
                .build();
    }

    /** Signs addresses as build systems reach them, and asks nothing of the server. */
    public static MinioAsyncClient signer(S3Config config) {
        return MinioAsyncClient.builder()
                .endpoint(config.uploadUrl().orElse(config.url()))
                .credentials(config.accessKey(), config.secretKey())
                .region(config.region())
                .httpClient(WITHOUT_TLS)
                .build();
    }

    private static OkHttpClient http(S3Config config) {
        var dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(config.maxRequests());
        dispatcher.setMaxRequestsPerHost(config.maxRequests());
        var client = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectionPool(new ConnectionPool(config.maxRequests(), 1, TimeUnit.MINUTES))
                .connectTimeout(config.connectTimeout())
                .readTimeout(config.readTimeout())
                .writeTimeout(config.readTimeout())
                .callTimeout(config.callTimeout())
                .followRedirects(false)
                .protocols(List.of(Protocol.HTTP_1_1));
        config.trustedCertificates()
                .map(S3Client::trusting)
                .ifPresent(trust -> client.sslSocketFactory(trust.sslSocketFactory(), trust.trustManager()));
        if (config.url().startsWith("http:")) {
            client.connectionSpecs(CLEARTEXT);
        }
        return client.build();
    }

    private static HandshakeCertificates trusting(Path file) {
        var trust = new HandshakeCertificates.Builder().addPlatformTrustedCertificates();
        try (InputStream pem = Files.newInputStream(file)) {
            CertificateFactory.getInstance("X.509")
                    .generateCertificates(pem)
                    .forEach(certificate -> trust.addTrustedCertificate((X509Certificate) certificate));
            return trust.build();
        } catch (IOException | CertificateException e) {
            throw new BadSettingException(
                    "tideway.s3.trusted-certificates",
                    "holds no certificates: " + file + " (" + e + ")",
                    "name a readable file with certificates in PEM");
        }
    }
}
