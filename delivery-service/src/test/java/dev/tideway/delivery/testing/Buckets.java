package dev.tideway.delivery.testing;

import dev.tideway.protocol.WireJson;
import dev.tideway.protocol.artifact.ArtifactKeys;
import dev.tideway.protocol.artifact.Sha256;
import dev.tideway.protocol.catalogue.Catalogue;
import dev.tideway.protocol.catalogue.CatalogueRelease;
import dev.tideway.protocol.catalogue.ProjectSettings;
import io.minio.MinioAsyncClient;
import io.minio.PutObjectArgs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.eclipse.microprofile.config.ConfigProvider;

/** Puts into the real buckets what the packager and the publisher put there, past the gate. */
public final class Buckets {
    /** One for all tests: making it reads the system's certificates, which takes seconds on a busy machine. */
    private static final MinioAsyncClient CLIENT = MinioAsyncClient.builder()
            .endpoint(setting("test.s3.url"))
            .credentials(setting("tideway.s3.access-key"), setting("tideway.s3.secret-key"))
            .region("us-east-1")
            .build();

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }

    public void put(String bucket, String key, byte[] content, Map<String, String> metadata) {
        try {
            CLIENT.putObject(PutObjectArgs.builder().bucket(bucket).object(key).userMetadata(metadata).stream(
                                    new ByteArrayInputStream(content), (long) content.length, -1L)
                            .build())
                    .get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public void putPublic(String key, byte[] content) {
        put("tideway-public", key, content, Map.of());
    }

    public Sha256 putPackage(byte[] content) {
        var digest = Sha256.of(content);
        putPublic(ArtifactKeys.packageZip(digest), content);
        return digest;
    }

    public void putCatalogue(String project, long revision, CatalogueRelease... releases) {
        putCatalogue(new Catalogue(project, revision, false, ProjectSettings.DEFAULTS, List.of(releases)));
    }

    public void putCatalogue(Catalogue catalogue) {
        put("tideway-private", ArtifactKeys.catalogue(catalogue.projectId()), WireJson.write(catalogue), Map.of());
    }

    /** A ZIP with one file of random, so incompressible, bytes: a little larger than they are. */
    public static byte[] zip(int bytes) {
        byte[] content = new byte[bytes];
        new Random().nextBytes(content);
        var zip = new ByteArrayOutputStream();
        try (var out = new ZipOutputStream(zip)) {
            out.setLevel(Deflater.NO_COMPRESSION);
            out.putNextEntry(new ZipEntry("index.html"));
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zip.toByteArray();
    }
}
