package dev.tideway.packager.manifest;

import dev.tideway.packager.archive.Bundle;
import dev.tideway.protocol.artifact.Artifact;
import dev.tideway.protocol.artifact.Manifest;
import dev.tideway.protocol.artifact.Manifest.ManifestFile;

/** Makes the manifest of a package: its files as they stand in it, and the archives that have them. */
public final class PackageManifest {
    private PackageManifest() {}

    public static Manifest of(Artifact updatePackage, Bundle bundle) {
        return new Manifest(
                updatePackage,
                bundle.artifact(),
                bundle.members().stream()
                        .map(m -> new ManifestFile(m.path(), m.size(), m.sha256()))
                        .toList());
    }
}
