package dev.tideway.packager.build;

import dev.tideway.packager.bucket.ObjectKey;
import dev.tideway.packager.bucket.ObjectStore;
import dev.tideway.protocol.WireJson;
import dev.tideway.protocol.artifact.ArtifactKeys;
import dev.tideway.protocol.artifact.Manifest;
import dev.tideway.s3.S3Config;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What devices download; every object is named by its content and written once. */
@Singleton
final class ArtifactStore {
    private final ObjectStore objects;
    private final S3Config config;

    ArtifactStore(ObjectStore objects, S3Config config) {
        this.objects = objects;
        this.config = config;
    }

    /** @param json where the manifest is written to on its way */
    void keep(Manifest manifest, Path zip, Path tar, Path json) throws IOException {
        Files.write(json, WireJson.write(manifest));
        keep(ArtifactKeys.packageZip(manifest.updatePackage().sha256()), zip, "application/zip");
        keep(ArtifactKeys.bundle(manifest.bundle().sha256()), tar, "application/x-tar");
        keep(ArtifactKeys.manifest(manifest.updatePackage().sha256()), json, "application/json");
    }

    private void keep(String key, Path file, String contentType) {
        objects.keep(new ObjectKey(config.publicBucket(), key), file, contentType);
    }
}
