package dev.tideway.catalog.check;

import dev.tideway.catalog.check.Verdict.Reason;
import dev.tideway.protocol.catalogue.Catalogue;
import dev.tideway.protocol.catalogue.CatalogueRelease;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says of every release of a catalogue why a device is told of it or not: what {@link Line} decides, in other words. */
public final class Verdicts {
    private final CheckQuery device;
    private final boolean newerAppVersions;
    private final @Nullable String channel;

    private Verdicts(Catalogue catalogue, CheckQuery device) {
        this.device = device;
        this.newerAppVersions = catalogue.settings().newerAppVersions();
        this.channel = ProjectAnswers.channelOf(catalogue.settings(), device.buildType());
    }

    /** Every release once, newest first within os, app version and channel. */
    public static List<Verdict> of(Catalogue whole, CheckQuery device) {
        Verdicts verdicts = new Verdicts(whole, device);
        return Lines.of(whole).all().stream()
                .flatMap(line -> verdicts.of(line).stream())
                .toList();
    }

    /** The channel that a device listens to, lower-case; null where the project tells its kind of build nothing. */
    public static @Nullable String channelOf(Catalogue catalogue, CheckQuery device) {
        return ProjectAnswers.channelOf(catalogue.settings(), device.buildType());
    }

    /** Why a device of another kind is not told of what is released there; null: it is of that kind. */
    public static @Nullable Reason mismatch(Catalogue catalogue, CheckQuery device, Place place) {
        return new Verdicts(catalogue, device).mismatch(place);
    }

    /** What a release is for. */
    public record Place(String os, String appVersion, String channel) {}

    private List<Verdict> of(Line line) {
        CatalogueRelease any = line.newestFirst().get(0);
        Reason mismatch = mismatch(new Place(any.os(), any.appVersion(), any.channel()));
        if (mismatch != null) {
            return line.newestFirst().stream()
                    .map(release -> new Verdict(release, mismatch, null))
                    .toList();
        }
        return device.extended() ? choices(line) : newest(line);
    }

    private @Nullable Reason mismatch(Place place) {
        String os = device.os();
        if (os != null && !os.equals(place.os())) {
            return Reason.OTHER_OS;
        }
        if (!isAnswered(place.appVersion())) {
            return Reason.OTHER_APP_VERSION;
        }
        return Lines.channelKey(place.channel()).equals(channel) ? null : Reason.OTHER_CHANNEL;
    }

    private boolean isAnswered(String appVersion) {
        String asked = device.appVersion();
        if (asked == null || asked.equals(appVersion)) {
            return true;
        }
        return newerAppVersions
                && !device.extended()
                && new AppVersion(appVersion).compareTo(new AppVersion(asked)) > 0;
    }

    private static List<Verdict> newest(Line line) {
        CatalogueRelease newest = line.newestForEveryDevice().orElse(null);
        List<Verdict> verdicts = new ArrayList<>();
        for (CatalogueRelease release : line.newestFirst()) {
            Reason obstacle = Line.obstacle(release);
            if (release.equals(newest)) {
                verdicts.add(new Verdict(release, Reason.TOLD, null));
            } else if (obstacle != null) {
                verdicts.add(new Verdict(release, obstacle, null));
            } else {
                verdicts.add(new Verdict(release, Reason.NEWER_TOLD, newest));
            }
        }
        return verdicts;
    }

    private static List<Verdict> choices(Line line) {
        List<CatalogueRelease> choices = line.choices();
        CatalogueRelease lowest = choices.stream()
                .min(Comparator.comparingLong(CatalogueRelease::updateNumber))
                .orElse(null);
        List<Verdict> verdicts = new ArrayList<>();
        for (CatalogueRelease release : line.newestFirst()) {
            Reason obstacle = Line.obstacle(release);
            if (choices.contains(release)) {
                verdicts.add(new Verdict(release, Reason.TOLD, null));
            } else if (release.state() != CatalogueRelease.State.OFFERED && obstacle != null) {
                verdicts.add(new Verdict(release, obstacle, null));
            } else {
                verdicts.add(new Verdict(release, Reason.NEWER_TOLD, lowest));
            }
        }
        return verdicts;
    }
}
