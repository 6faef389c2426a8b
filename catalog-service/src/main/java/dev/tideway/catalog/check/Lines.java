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
        return of(catalogue, Line::new);
    }

    /** Those that bear on answers alone. */
    static Lines excerptOf(Catalogue catalogue) {
        return of(catalogue, releases -> new Line(new Line(releases).bearingOnAnswers()));
    }

    private static Lines of(Catalogue catalogue, Function<List<CatalogueRelease>, Line> line) {
        SortedMap<String, SortedMap<String, NavigableMap<AppVersion, List<CatalogueRelease>>>> grouped =
                new TreeMap<>();
        for (CatalogueRelease release : catalogue.releases()) {
            grouped.computeIfAbsent(channelKey(release.channel()), c -> new TreeMap<>())
                    .computeIfAbsent(release.os(), o -> new TreeMap<>())
                    .computeIfAbsent(new AppVersion(release.appVersion()), v -> new ArrayList<>())
                    .add(release);
        }
        Lines lines = new Lines();
        grouped.forEach((channel, ofChannel) -> ofChannel.forEach((os, ofOs) ->
                ofOs.forEach((version, releases) -> lines.put(channel, os, version, line.apply(releases)))));
        return lines;
    }

    private void put(String channel, String os, AppVersion version, Line line) {
        if (!line.newestFirst().isEmpty()) {
            byChannel
                    .computeIfAbsent(channel, c -> new TreeMap<>())
                    .computeIfAbsent(os, o -> new TreeMap<>())
                    .put(version, line);
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
