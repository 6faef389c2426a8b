package dev.tideway.catalog.publish;

import dev.tideway.protocol.artifact.Sha256;
import dev.tideway.protocol.catalogue.Catalogue;
import dev.tideway.protocol.catalogue.CatalogueRelease;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What PostgreSQL says of a project beside what was published of it. PostgreSQL has to be read last: then whatever was
 * published rightly is known there, and what is not known there was lost by it.
 */
public final class Comparison {
    private Comparison() {}

    /** An update number and what it is counted in. */
    private record Number(String os, String appVersion, long updateNumber) {}

    /**
     * Whether PostgreSQL lacks something that was published: it was restored from a backup.
     *
     * @param published what lies in S3; absent: nothing
     */
    public static boolean isOutdated(Catalogue truth, @Nullable Catalogue published) {
        return published != null
                && (published.revision() > truth.revision()
                        || published.deleted() && !truth.deleted()
                        || !numbers(truth)
                                .entrySet()
                                .containsAll(numbers(published).entrySet()));
    }

    private static Map<Number, Sha256> numbers(Catalogue catalogue) {
        return catalogue.releases().stream()
                .collect(Collectors.toMap(
                        Comparison::number, r -> r.updatePackage().sha256(), (first, other) -> first));
    }

    private static Number number(CatalogueRelease release) {
        return new Number(release.os(), release.appVersion(), release.updateNumber());
    }
}
