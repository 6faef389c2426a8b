package dev.tideway.catalog.artifact;

import dev.tideway.protocol.artifact.Sha256;

/**
 * A package and the bundle of the same files, which other packages may share: layouts differ, files do not.
 *
 * @param zip names the package
 * @param bundle whoever has its lock may add references to the package, or delete it
 */
public record PackageBytes(Sha256 zip, Sha256 bundle) {}
