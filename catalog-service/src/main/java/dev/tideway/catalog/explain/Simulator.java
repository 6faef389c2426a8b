package dev.tideway.catalog.explain;

import dev.tideway.catalog.check.Audience;
import dev.tideway.catalog.check.Verdicts.Place;
import dev.tideway.catalog.release.PlannedChange;
import dev.tideway.catalog.release.ReleaseOverview;
import dev.tideway.catalog.release.ReleaseOverviews.Change;
import dev.tideway.catalog.release.ReleaseStatus;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Holds two states of a project against each other as devices see them. */
final class Simulator {
    private static final int COHORTS = 1000;

    private Simulator() {}

    static Simulation of(PlannedChange plan, Change change) {
        List<Simulation.AffectedDevices> devices = devices(change.before(), change.after());
        List<Simulation.ReleaseChange> releases = releases(change.before(), change.after());
        return new Simulation(
                change.before().catalogue().projectId(),
                plan.action().name().toLowerCase(Locale.ROOT),
                summary(change, devices, releases),
                devices,
                releases);
    }

    private static List<Simulation.AffectedDevices> devices(ReleaseOverview before, ReleaseOverview after) {
        Set<Place> places = new LinkedHashSet<>(Audience.places(before.catalogue()));
        places.addAll(Audience.places(after.catalogue()));
        List<Simulation.AffectedDevices> devices = new ArrayList<>();
        for (Place place : places) {
            Audience then = Audience.of(before.catalogue(), place);
            Audience now = Audience.of(after.catalogue(), place);
            if (!Objects.equals(then.stock(), now.stock())) {
                devices.add(devices(place, "stock", new Range(1, COHORTS), new Shift(then.stock(), now.stock())));
            }
            for (Range range : ranges(then, now)) {
                devices.add(
                        devices(place, "tideway", range, new Shift(then.client(range.first), now.client(range.first))));
            }
        }
        return devices;
    }

    private record Range(int first, int last) {}

    /** What those devices are told, and would be. */
    private record Shift(Audience.@Nullable Update before, Audience.@Nullable Update after) {}

    /** Neighbouring cohorts that see the same change, those that see none left out. */
    private static List<Range> ranges(Audience then, Audience now) {
        List<Range> ranges = new ArrayList<>();
        int first = 1;
        for (int cohort = 1; cohort <= COHORTS; cohort++) {
            boolean ends = cohort == COHORTS
                    || !Objects.equals(then.client(cohort), then.client(cohort + 1))
                    || !Objects.equals(now.client(cohort), now.client(cohort + 1));
            if (ends) {
                if (!Objects.equals(then.client(cohort), now.client(cohort))) {
                    ranges.add(new Range(first, cohort));
                }
                first = cohort + 1;
            }
        }
        return ranges;
    }

    private static Simulation.AffectedDevices devices(Place place, String client, Range range, Shift shift) {
        String share = Sentences.share(range.last - range.first + 1);
        String who = client.equals("stock")
                ? "Devices with the stock plugin"
                : share.equals("all devices")
                        ? "All devices with Tideway's client"
                        : share.replace("devices", "the devices with Tideway's client (cohorts ") + range.first + " to "
                                + range.last + ")";
        return new Simulation.AffectedDevices(
                place.os(),
                place.appVersion(),
                place.channel(),
                client,
                range.first,
                range.last,
                share,
                update(shift.before),
                update(shift.after),
                who + " on " + place.os() + " " + place.appVersion() + ", channel " + place.channel() + ": "
                        + words(shift.before, shift.after));
    }

    private static Simulation.@Nullable SeenUpdate update(Audience.@Nullable Update update) {
        return update == null
                ? null
                : new Simulation.SeenUpdate(
                        Long.toString(update.number()), update.mandatory(), update.minPluginVersion());
    }

    private static String words(Audience.@Nullable Update before, Audience.@Nullable Update after) {
        if (after == null) {
            return "they are told of update " + Objects.requireNonNull(before).number()
                    + " now, and would be told of none. Whoever has it keeps it.";
        }
        String to = name(after);
        if (before == null) {
            return "they are told of no update now, and would be told of " + to + ".";
        }
        if (before.number() == after.number()) {
            return "they are told of " + name(before) + " now, and it would be " + to + ".";
        }
        return "they are told of " + name(before) + " now, and would be told of " + to + "."
                + (after.number() < before.number()
                        ? " Whoever has update " + before.number() + " keeps it: devices never go down."
                        : "");
    }

    private static String name(Audience.Update update) {
        return "update " + update.number() + (update.mandatory() ? " (mandatory)" : "")
                + (update.minPluginVersion() == null ? "" : " (plugin " + update.minPluginVersion() + " or newer)");
    }

    private static List<Simulation.ReleaseChange> releases(ReleaseOverview before, ReleaseOverview after) {
        Map<String, ReleaseStatus> known =
                before.releases().stream().collect(Collectors.toMap(ReleaseStatus::releaseId, Function.identity()));
        return after.releases().stream()
                .flatMap(now -> Stream.ofNullable(change(known.get(now.releaseId()), now)))
                .toList();
    }

    private static Simulation.@Nullable ReleaseChange change(@Nullable ReleaseStatus then, ReleaseStatus now) {
        if (then != null && then.state().equals(now.state())) {
            return null;
        }
        return new Simulation.ReleaseChange(
                then == null ? null : now.releaseId(),
                now.updateNumber(),
                now.os(),
                now.appVersion(),
                now.channel(),
                then == null ? null : then.state(),
                now.state());
    }

    private static List<String> summary(
            Change change, List<Simulation.AffectedDevices> devices, List<Simulation.ReleaseChange> releases) {
        List<String> sentences = new ArrayList<>();
        sentences.add(
                devices.isEmpty()
                        ? "It would be done, and no device would be told anything else."
                        : "It would be done, and devices would be told something else.");
        for (Simulation.ReleaseChange release : releases) {
            sentences.add(
                    release.releaseId() == null
                            ? "A release would be made: update " + release.updateNumber() + " for " + release.os() + " "
                                    + release.appVersion() + " on channel " + release.channel() + "."
                            : "Release " + release.releaseId() + " is " + release.before() + " now, and would be "
                                    + release.after() + ".");
        }
        if (change.after().catalogue().settings().newerAppVersions() && !devices.isEmpty()) {
            sentences.add("The project's answers name newer app versions too, so stock devices with older app versions"
                    + " would see the same in theirs.");
        }
        return sentences;
    }
}
