package dev.tideway.delivery.download;

import dev.tideway.delivery.cache.ArtifactName;
import dev.tideway.delivery.cache.Located;
import java.util.function.Function;

/**
 * What a request turned out to mean: an artifact.
 *
 * @param describe what is said of it under the path that was asked for
 */
record Wanted(ArtifactName name, Function<Located, Representation> describe) {}
