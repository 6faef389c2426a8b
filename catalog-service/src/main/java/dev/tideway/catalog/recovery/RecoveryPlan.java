package dev.tideway.catalog.recovery;

import dev.tideway.protocol.catalogue.Catalogue;
import dev.tideway.protocol.catalogue.CatalogueRelease;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What has to be changed in a restored database so that devices see no difference, and no revision or number is ever given
 * twice.
 *
 * @param revision above every one that was seen
 * @param lastGiven the highest number seen of each os and app version
 * @param lost offered releases that the database does not know: it gets them as they were published
 * @param changed releases that it knows otherwise than they were published later: withdrawn ones stay withdrawn
 * @param renumbered releases that it gave a number which another package was published under: they lose it
 * @param newer the published state whose settings and deletion are taken over; empty if the database is newer
 */
record RecoveryPlan(
        long revision,
        Map<Scope, Long> lastGiven,
        List<CatalogueRelease> lost,
        List<CatalogueRelease> changed,
        List<CatalogueRelease> renumbered,
        Optional<Catalogue> newer) {
    /** What numbers are counted in. */
    record Scope(String os, String appVersion) implements Comparable<Scope> {
        private static final Comparator<Scope> ORDER =
                Comparator.comparing(Scope::os).thenComparing(Scope::appVersion);

        static Scope of(CatalogueRelease release) {
            return new Scope(release.os(), release.appVersion());
        }

        @Override
        public int compareTo(Scope other) {
            return ORDER.compare(this, other);
        }
    }

    private record Number(Scope scope, long updateNumber) implements Comparable<Number> {
        private static final Comparator<Number> ORDER =
                Comparator.comparing(Number::scope).thenComparing(Number::updateNumber);

        static Number of(CatalogueRelease release) {
            return new Number(Scope.of(release), release.updateNumber());
        }

        @Override
        public int compareTo(Number other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * @param truth what the database says
     * @param published what was found in S3 and on the topic, in any order
     */
    static RecoveryPlan of(Catalogue truth, List<Catalogue> published) {
        List<Catalogue> byRevision = published.stream()
                .sorted(Comparator.comparingLong(Catalogue::revision))
                .toList();
        Map<Number, CatalogueRelease> told = new TreeMap<>();
        byRevision.forEach(state -> state.releases().forEach(release -> told.put(Number.of(release), release)));
        Map<Number, CatalogueRelease> known = new TreeMap<>();
        truth.releases().forEach(release -> known.put(Number.of(release), release));
        Map<Scope, Long> lastGiven = new TreeMap<>();
        told.keySet().forEach(number -> lastGiven.merge(number.scope(), number.updateNumber(), Math::max));
        Optional<Catalogue> newer = byRevision.stream()
                .reduce((lower, higher) -> higher)
                .filter(highest -> highest.revision() > truth.revision());

        List<CatalogueRelease> lost = new ArrayList<>();
        List<CatalogueRelease> changed = new ArrayList<>();
        List<CatalogueRelease> renumbered = new ArrayList<>();
        told.forEach((number, release) -> {
            CatalogueRelease here = known.get(number);
            if (here != null && !here.updatePackage().equals(release.updatePackage())) {
                renumbered.add(here);
                lost.add(release);
            } else if (here == null) {
                lost.add(release);
            } else if (newer.isPresent() && !isSame(here, release)) {
                changed.add(release);
            }
        });
        long highest = Stream.concat(Stream.of(truth), published.stream())
                .mapToLong(Catalogue::revision)
                .max()
                .orElseThrow();
        return new RecoveryPlan(highest + 1, lastGiven, lost, changed, renumbered, newer);
    }

    /** Which instructions lead to it is of no importance here. */
    private static boolean isSame(CatalogueRelease one, CatalogueRelease other) {
        return one.state() == other.state()
                && one.rollout() == other.rollout()
                && one.mandatory() == other.mandatory()
                && Objects.equals(one.minPluginVersion(), other.minPluginVersion());
    }

    /** Whether the database knows all that was published. */
    boolean isNeedless() {
        return newer.isEmpty() && lost.isEmpty();
    }
}
