package dev.tideway.catalog.build;

import dev.tideway.protocol.artifact.ArtifactKeys;
import dev.tideway.protocol.event.PackageReady;
import io.minio.MinioAsyncClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.StatObjectArgs;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** What the packager leaves in the public bucket; the content of a package follows from its build's id. */
public final class TestArtifacts {
    /** One, since each has threads and connections of its own. */
    private static final MinioAsyncClient S3 = s3();

    private TestArtifacts() {}

    public static void put(PackageReady ready) {
        put(ArtifactKeys.packageZip(ready.updatePackage().sha256()), "package " + ready.buildId());
        put(ArtifactKeys.bundle(ready.bundle().sha256()), "bundle " + ready.buildId());
    }

    public static void put(String key, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        S3.putObject(PutObjectArgs.builder()
                        .bucket(bucket())
                        .object(key)
                        .data(bytes, bytes.length)
                        .build())
                .join();
    }

    public static void remove(String key) {
        S3.removeObject(RemoveObjectArgs.builder().bucket(bucket()).object(key).build())
                .join();
    }

    public static boolean isThere(String key) {
        return S3.statObject(
                        StatObjectArgs.builder().bucket(bucket()).object(key).build())
                .handle((found, failure) -> failure == null)
                .join();
    }

    private static String bucket() {
        return ConfigProvider.getConfig().getValue("tideway.s3.public-bucket", String.class);
    }

    private static MinioAsyncClient s3() {
        Config config = ConfigProvider.getConfig();
        return MinioAsyncClient.builder()
                .endpoint(config.getValue("tideway.s3.url", String.class))
                .region(config.getOptionalValue("tideway.s3.region", String.class)
                        .orElse("us-east-1"))
                .credentials(
                        config.getValue("tideway.s3.access-key", String.class),
                        config.getValue("tideway.s3.secret-key", String.class))
                .build();
    }
}
