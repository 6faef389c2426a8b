package dev.tideway.bench.stack;

import io.minio.MinioClient;
import io.minio.UploadObjectArgs;
import java.nio.file.Path;

/** One of the two buckets, to put files where the services look for them. */
public final class Bucket implements AutoCloseable {
    /** Larger objects go up in parts of this size, several at once; the local S3 server has 192 MiB for all of them. */
    private static final long PART = 8L << 20;

    private final MinioClient client;
    private final String name;

    private Bucket(MinioClient client, String name) {
        this.client = client;
        this.name = name;
    }

    public static Bucket ofPublic(Parts parts) {
        return of(parts, "tideway.s3.public-bucket");
    }

    public static Bucket ofPrivate(Parts parts) {
        return of(parts, "tideway.s3.private-bucket");
    }

    public void put(String key, Path file) {
        try {
            client.uploadObject(UploadObjectArgs.builder()
                    .bucket(name)
                    .object(key)
                    .filename(file.toString(), PART)
                    .build());
        } catch (Exception e) {
            throw new IllegalStateException("S3 did not take " + key, e);
        }
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Bucket of(Parts parts, String setting) {
        MinioClient client = MinioClient.builder()
                .endpoint(parts.setting("tideway.s3.url"))
                .region(parts.setting("tideway.s3.region"))
                .credentials(parts.setting("tideway.s3.access-key"), parts.setting("tideway.s3.secret-key"))
                .build();
        return new Bucket(client, parts.setting(setting));
    }
}
