package dev.tideway.packager.actions;

import dev.tideway.packager.bucket.ObjectKey;
import dev.tideway.packager.bucket.ObjectStore;
import dev.tideway.protocol.WireJson;
import dev.tideway.protocol.artifact.ActionsBase;
import dev.tideway.protocol.artifact.ArtifactKeys;
import dev.tideway.protocol.artifact.Manifest;
import dev.tideway.protocol.artifact.Sha256;
import dev.tideway.protocol.catalogue.Catalogue;
import dev.tideway.protocol.catalogue.CatalogueRelease;
import dev.tideway.protocol.catalogue.CatalogueRelease.State;
import dev.tideway.protocol.event.BuildFinished;
import dev.tideway.s3.S3Config;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.Optional;

/** Install instructions in the public bucket, and what they are worked out from. */
@Singleton
final class ActionsStore {
    private final ObjectStore objects;
    private final S3Config config;

    ActionsStore(ObjectStore objects, S3Config config) {
        this.objects = objects;
        this.config = config;
    }

    /** Nothing if the package is gone. */
    Optional<AppFiles> files(Sha256 packageDigest) {
        return objects.read(publicKey(ArtifactKeys.manifest(packageDigest)))
                .map(json -> AppFiles.of(WireJson.read(json, Manifest.class)));
    }

    Optional<byte[]> find(ActionsBase from, Sha256 to) {
        return objects.read(publicKey(ArtifactKeys.actions(from, to)));
    }

    /** What lies there already stays: whoever was told of it may keep it for ever. */
    void keep(ActionsBase from, Sha256 to, byte[] document) {
        if (find(from, to).isEmpty()) {
            write(from, to, document);
        }
    }

    void write(ActionsBase from, Sha256 to, byte[] document) {
        objects.writeForEver(publicKey(ArtifactKeys.actions(from, to)), document);
    }

    /** The package that most devices of the build's line have by now; nothing if none is offered. */
    Optional<Sha256> newestOffered(BuildFinished build) {
        return objects.read(new ObjectKey(config.privateBucket(), ArtifactKeys.catalogue(build.projectId())))
                .map(json -> WireJson.read(json, Catalogue.class))
                .flatMap(catalogue -> catalogue.releases().stream()
                        .filter(release -> isOfLine(release, build) && release.state() == State.OFFERED)
                        .max(Comparator.comparingLong(CatalogueRelease::updateNumber)))
                .map(release -> release.updatePackage().sha256());
    }

    private static boolean isOfLine(CatalogueRelease release, BuildFinished build) {
        return release.os().equals(build.os())
                && release.appVersion().equals(build.appVersion())
                && release.channel().equals(build.channel());
    }

    private ObjectKey publicKey(String key) {
        return new ObjectKey(config.publicBucket(), key);
    }
}
