package dev.tideway.catalog.check;

import dev.tideway.protocol.catalogue.Catalogue;
import dev.tideway.protocol.catalogue.CatalogueRelease;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A catalogue's releases by channel, os and app version, each in its order.
 *
 * <p>{@code build_type} is compared without case, so channels whose names differ in case alone are one.
 */
final class Lines {
    private final SortedMap<String, SortedMap<String, NavigableMap<AppVersion, Line>>> byChannel = new TreeMap<>();

    private Lines() {}

    static Lines of(Catalogue catalogue) {
        SortedMap<String, SortedMap<String, NavigableMap<AppVersion, List<CatalogueRelease>>>> grouped =
                new TreeMap<>();
        for (CatalogueRelease release : catalogue.releases()) {
            grouped.computeIfAbsent(channelKey(release.channel()), c -> new TreeMap<>())
                    .computeIfAbsent(release.os(), o -> new TreeMap<>())
                    .computeIfAbsent(new AppVersion(release.appVersion()), v -> new ArrayList<>())
                    .add(release);
        }
        return of(grouped, releases -> releases);
    }

    /** Those that bear on answers alone. */
    Lines excerpt() {
        return of(byChannel, Line::bearingOnAnswers);
    }

    private static <T> Lines of(
            SortedMap<String, SortedMap<String, NavigableMap<AppVersion, T>>> groups,
            Function<T, List<CatalogueRelease>> releases) {
        Lines lines = new Lines();
        groups.forEach((channel, ofChannel) -> ofChannel.forEach((os, ofOs) ->
                ofOs.forEach((version, group) -> lines.put(channel, os, version, releases.apply(group)))));
        return lines;
    }

    private void put(String channel, String os, AppVersion version, List<CatalogueRelease> releases) {
        if (!releases.isEmpty()) {
            byChannel
                    .computeIfAbsent(channel, c -> new TreeMap<>())
                    .computeIfAbsent(os, o -> new TreeMap<>())
                    .put(version, new Line(releases));
        }
    }

    static String channelKey(String channel) {
        return channel.toLowerCase(Locale.ROOT);
    }

    SortedMap<String, SortedMap<String, NavigableMap<AppVersion, Line>>> byChannel() {
        return byChannel;
    }

    SortedMap<String, NavigableMap<AppVersion, Line>> ofChannel(String channel) {
        return byChannel.getOrDefault(channelKey(channel), Collections.emptySortedMap());
    }

    List<Line> all() {
        return byChannel.values().stream()
                .flatMap(ofChannel -> ofChannel.values().stream())
                .flatMap(ofOs -> ofOs.values().stream())
                .toList();
    }
}
