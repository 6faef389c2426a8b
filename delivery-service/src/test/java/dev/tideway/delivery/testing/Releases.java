package dev.tideway.delivery.testing;

import dev.tideway.protocol.artifact.Artifact;
import dev.tideway.protocol.artifact.Sha256;
import dev.tideway.protocol.catalogue.CatalogueRelease;
import dev.tideway.protocol.catalogue.CatalogueRelease.State;

/** Releases as the catalog writes them into a catalogue. */
public final class Releases {
    private Releases() {}

    public static CatalogueRelease release(String os, String appVersion, long number, Sha256 digest) {
        return release(os, appVersion, number, digest, State.OFFERED);
    }

    public static CatalogueRelease release(String os, String appVersion, long number, Sha256 digest, State state) {
        var artifact = new Artifact(digest, 1);
        return new CatalogueRelease(
                os, appVersion, "release", number, 20261121, state, 1000, false, appVersion, null, artifact, artifact);
    }
}
