package dev.tideway.catalog.check;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What devices of one os are told on one channel: finds the place of an app version in {@link ReadyAnswers}. */
final class OsAnswers {
    private static final int NOWHERE = -1;

    private final String os;
    /** Ordered as texts, so that one is found by halving. */
    private final String[] appVersions;

    private final ReadyAnswers ready;
    private final int firstPlace;
    /** Made when it is first asked for, as few projects need it. */
    private volatile @Nullable List<String> updated;

    /** @param appVersions those of the places from the first one on, ordered as texts */
    OsAnswers(String os, String[] appVersions, ReadyAnswers ready, int firstPlace) {
        this.os = os;
        this.appVersions = appVersions;
        this.ready = ready;
        this.firstPlace = firstPlace;
    }

    String os() {
        return os;
    }

    private int place(String appVersion) {
        int index = Arrays.binarySearch(appVersions, appVersion);
        return index < 0 ? NOWHERE : firstPlace + index;
    }

    /** Null if nothing was released for exactly that app version. */
    @Nullable Answer stock(String appVersion) {
        int place = place(appVersion);
        return place == NOWHERE ? null : ready.stock(place);
    }

    /** Null if nothing was released for exactly that app version. */
    @Nullable Answer extended(String appVersion) {
        int place = place(appVersion);
        return place == NOWHERE ? null : ready.extended(place);
    }

    boolean hasUpdate(String appVersion) {
        int place = place(appVersion);
        return place != NOWHERE && ready.hasUpdate(place);
    }

    /**
     * A JSON object: the update that the app version's stock devices are told, under its number.
     *
     * @param appVersion one that has an update
     */
    String update(String appVersion) {
        return ready.update(place(appVersion));
    }

    /** App versions that have an update, in their order. */
    List<String> updated() {
        List<String> known = updated;
        if (known == null) {
            known = Arrays.stream(appVersions)
                    .filter(this::hasUpdate)
                    .map(AppVersion::new)
                    .sorted()
                    .map(AppVersion::toString)
                    .toList();
            updated = known;
        }
        return known;
    }

    /** Those of them that are above one that need not be there. */
    List<String> updatedAbove(String appVersion) {
        List<String> all = updated();
        int found = Collections.binarySearch(all, appVersion, Comparator.comparing(AppVersion::new));
        return all.subList(found < 0 ? -found - 1 : found + 1, all.size());
    }
}
