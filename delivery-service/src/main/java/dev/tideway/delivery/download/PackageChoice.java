package dev.tideway.delivery.download;

import dev.tideway.protocol.catalogue.Catalogue;
import dev.tideway.protocol.catalogue.CatalogueRelease;
import dev.tideway.protocol.catalogue.CatalogueRelease.State;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which package a device means by an update number, decided from the project's catalogue alone. */
sealed interface PackageChoice {
    /**
     * This one, be it offered, paused or withdrawn: a device may be half-way.
     *
     * @param releases 1 or more that fit, all of the same package
     */
    record Chosen(List<CatalogueRelease> releases) implements PackageChoice {
        CatalogueRelease release() {
            return releases.get(0);
        }
    }

    /** Several; this parameter would tell them apart. */
    record Ambiguous(String parameter) implements PackageChoice {}

    /** It was given and has been purged. */
    record Purged() implements PackageChoice {}

    /**
     * Nothing has that number.
     *
     * @param mayCome some line of releases that fits has not reached it yet
     */
    record NotGiven(boolean mayCome) implements PackageChoice {}

    static PackageChoice of(Catalogue catalogue, DownloadQuery query) {
        var inScope = catalogue.releases().stream()
                .filter(release -> query.os().map(release.os()::equals).orElse(true))
                .filter(release ->
                        query.appVersion().map(release.appVersion()::equals).orElse(true))
                .toList();
        var numbered = inScope.stream()
                .filter(release -> release.updateNumber() == query.updateNumber())
                .toList();
        var present = numbered.stream()
                .filter(release -> release.state() != State.PURGED)
                .toList();
        if (present.isEmpty()) {
            return numbered.isEmpty() ? new NotGiven(mayCome(inScope, query)) : new Purged();
        }
        boolean onePackage = differing(present, CatalogueRelease::updatePackage) == 1;
        return onePackage ? new Chosen(present) : new Ambiguous(telling(present));
    }

    private static String telling(List<CatalogueRelease> releases) {
        return differing(releases, CatalogueRelease::os) > 1 ? "os" : "app_version";
    }

    private static long differing(List<CatalogueRelease> releases, Function<CatalogueRelease, Object> property) {
        return releases.stream().map(property).distinct().count();
    }

    /** Numbers count up by os and app version, and an app version that is not known yet may begin anywhere. */
    private static boolean mayCome(List<CatalogueRelease> inScope, DownloadQuery query) {
        record Line(String os, String appVersion) {}
        var newest = inScope.stream()
                .collect(Collectors.toMap(
                        release -> new Line(release.os(), release.appVersion()),
                        CatalogueRelease::updateNumber,
                        Math::max));
        return query.updateNumber() > 0
                && (newest.isEmpty() || newest.values().stream().anyMatch(number -> number < query.updateNumber()));
    }
}
