package dev.tideway.catalog.check;

import dev.tideway.protocol.artifact.ActionsBase;
import dev.tideway.protocol.artifact.ArtifactKeys;
import dev.tideway.protocol.catalogue.CatalogueRelease;

/** Where devices find what they are told of: under the configured address, whatever host they asked. */
record ArtifactUrls(String base) {
    /** @param base for example {@code https://cdn.example.com}, with or without a slash at the end */
    ArtifactUrls {
        while (base.endsWith("/")) {
            base = base.substring(0, base.length() - 1);
        }
    }

    String packageZip(CatalogueRelease release) {
        return base + "/" + ArtifactKeys.packageZip(release.updatePackage().sha256());
    }

    String bundle(CatalogueRelease release) {
        return base + "/" + ArtifactKeys.bundle(release.bundle().sha256());
    }

    String actions(ActionsBase from, CatalogueRelease to) {
        return base + "/" + ArtifactKeys.actions(from, to.updatePackage().sha256());
    }

    String manifest(CatalogueRelease release) {
        return base + "/" + ArtifactKeys.manifest(release.updatePackage().sha256());
    }
}
