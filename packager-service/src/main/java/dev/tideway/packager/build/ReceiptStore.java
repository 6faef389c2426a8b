package dev.tideway.packager.build;

import dev.tideway.packager.bucket.ObjectKey;
import dev.tideway.packager.bucket.ObjectStore;
import dev.tideway.protocol.WireJson;
import dev.tideway.protocol.artifact.ArtifactKeys;
import dev.tideway.protocol.artifact.Receipt;
import dev.tideway.protocol.event.BuildRef;
import dev.tideway.s3.S3Config;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/** What became of builds. */
@Singleton
final class ReceiptStore {
    private final ObjectStore objects;
    private final S3Config config;

    ReceiptStore(ObjectStore objects, S3Config config) {
        this.objects = objects;
        this.config = config;
    }

    Optional<Receipt> find(BuildRef build) {
        return objects.read(key(build)).map(json -> WireJson.read(json, Receipt.class));
    }

    /** By S3's clock. */
    Optional<Instant> written(BuildRef build) {
        return objects.lastModified(key(build));
    }

    void write(Receipt receipt) {
        BuildRef build = new BuildRef(receipt.projectId(), receipt.os(), receipt.buildId());
        objects.write(key(build), WireJson.write(receipt));
    }

    private ObjectKey key(BuildRef build) {
        return new ObjectKey(
                config.privateBucket(), ArtifactKeys.receipt(build.projectId(), build.os(), build.buildId()));
    }
}
