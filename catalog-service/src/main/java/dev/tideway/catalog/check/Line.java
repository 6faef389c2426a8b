package dev.tideway.catalog.check;

import dev.tideway.catalog.check.Verdict.Reason;
import dev.tideway.protocol.catalogue.CatalogueRelease;
import dev.tideway.protocol.catalogue.CatalogueRelease.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The releases of one channel, os and app version: the one place that decides which of them which devices are told. */
record Line(List<CatalogueRelease> newestFirst) {
    private static final int EVERY_COHORT = 1000;
    private static final Comparator<CatalogueRelease> NEWEST_FIRST =
            Comparator.comparingLong(CatalogueRelease::updateNumber).reversed();

    Line {
        List<CatalogueRelease> sorted = new ArrayList<>(newestFirst);
        sorted.sort(NEWEST_FIRST);
        newestFirst = List.copyOf(sorted);
    }

    /**
     * Whether any device may be told of a release: a stock device, which cannot choose for itself, too.
     *
     * <p>A stock device does not say in a way that could be relied on what its plugin can do, so it is never told of a
     * release that needs a certain plugin.
     */
    static boolean isForEveryDevice(CatalogueRelease release) {
        return obstacle(release) == null;
    }

    /** Why a stock device is not told of a release, whatever else there is; null if nothing stands in the way. */
    static @Nullable Reason obstacle(CatalogueRelease release) {
        return switch (release.state()) {
            case PAUSED -> Reason.PAUSED;
            case WITHDRAWN -> Reason.WITHDRAWN;
            case PURGED -> Reason.PURGED;
            case OFFERED -> {
                if (release.rollout() < EVERY_COHORT) {
                    yield Reason.PARTIAL_ROLLOUT;
                }
                yield release.minPluginVersion() == null ? null : Reason.NEEDS_PLUGIN;
            }
        };
    }

    /** A paused release may come back, so it keeps its mandatory mark; a withdrawn one takes it along. */
    private static boolean isMandatory(CatalogueRelease release) {
        return release.mandatory() && (release.state() == State.OFFERED || release.state() == State.PAUSED);
    }

    /** What a stock device is told. */
    Optional<CatalogueRelease> newestForEveryDevice() {
        for (CatalogueRelease release : newestFirst) {
            if (isForEveryDevice(release)) {
                return Optional.of(release);
            }
        }
        return Optional.empty();
    }

    /**
     * What the static form lists: oldest first.
     *
     * @param most only the newest so many
     */
    List<CatalogueRelease> allForEveryDevice(int most) {
        return newestFirst.stream()
                .filter(Line::isForEveryDevice)
                .limit(most)
                .sorted(Comparator.comparingLong(CatalogueRelease::updateNumber))
                .toList();
    }

    /** What a device that chooses for itself is told: from the newest down to the first that every device may take. */
    List<CatalogueRelease> choices() {
        List<CatalogueRelease> choices = new ArrayList<>();
        for (CatalogueRelease release : newestFirst) {
            if (release.state() == State.OFFERED) {
                choices.add(release);
            }
            if (isForEveryDevice(release)) {
                break;
            }
        }
        return choices;
    }

    /** The highest mandatory number not above the given one, 0 if there is none: who is below it must update. */
    long mandatoryUpTo(long updateNumber) {
        for (CatalogueRelease release : newestFirst) {
            if (release.updateNumber() <= updateNumber && isMandatory(release)) {
                return release.updateNumber();
            }
        }
        return 0;
    }

    /** @param window how many of the newest updates are looked at for a mandatory one, that of this number included */
    boolean mandatoryWithin(int window, long updateNumber) {
        return mandatoryUpTo(updateNumber) > Math.max(0, updateNumber - window);
    }

    /** The fewest releases from which the same answers come: the choices and the mandatory marks that bear on them. */
    List<CatalogueRelease> bearingOnAnswers() {
        long oldestChoice =
                newestForEveryDevice().map(CatalogueRelease::updateNumber).orElse(0L);
        long oldestMark = mandatoryUpTo(oldestChoice);
        return newestFirst.stream()
                .filter(r -> r.updateNumber() >= oldestChoice || r.updateNumber() == oldestMark)
                .filter(r -> r.state() == State.OFFERED || isMandatory(r))
                .toList();
    }
}
