package dev.tideway.catalog.explain;

import dev.tideway.catalog.check.CheckQuery;
import dev.tideway.catalog.check.Verdict;
import dev.tideway.catalog.check.Verdict.Reason;
import dev.tideway.catalog.check.Verdicts.Place;
import dev.tideway.catalog.release.ReleaseStatus;
import dev.tideway.protocol.catalogue.CatalogueRelease;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What release managers read. */
final class Sentences {
    private static final int EVERY_COHORT = 1000;

    private Sentences() {}

    /** Such as {@code 10% of devices}. */
    static String share(int cohorts) {
        return cohorts == EVERY_COHORT
                ? "all devices"
                : BigDecimal.valueOf(cohorts, 1).stripTrailingZeros().toPlainString() + "% of devices";
    }

    /** Why a release that has a number is told or not. */
    static String why(Verdict verdict, CheckQuery device, @Nullable String channel) {
        CatalogueRelease release = verdict.release();
        return switch (verdict.reason()) {
            case TOLD -> told(release, device);
            case NEWER_TOLD -> newer(verdict, device);
            case PARTIAL_ROLLOUT ->
                "It is offered to " + share(release.rollout())
                        + ". A stock plugin cannot choose by cohort, so it hears of an update only when that is offered to"
                        + " all devices.";
            case NEEDS_PLUGIN ->
                "It needs plugin " + release.minPluginVersion()
                        + " or newer, and what a stock plugin says of itself is not relied on.";
            case PAUSED -> "It is paused: resume it, and devices are told of it again.";
            case WITHDRAWN -> "It was withdrawn and is never told again.";
            case PURGED -> "It was purged: it cannot even be downloaded any more.";
            case OTHER_OS, OTHER_APP_VERSION, OTHER_CHANNEL ->
                elsewhere(verdict.reason(), new Place(release.os(), release.appVersion(), release.channel()), channel);
        };
    }

    private static String told(CatalogueRelease release, CheckQuery device) {
        if (!device.extended()) {
            return "It is told: it is the newest that every device may have.";
        }
        String plugin = release.minPluginVersion() == null
                ? ""
                : " It needs plugin " + release.minPluginVersion() + " or newer.";
        return release.rollout() == EVERY_COHORT
                ? "It is told, and every client may take it." + plugin
                : "It is told, and clients in cohorts 1 to " + release.rollout() + " (" + share(release.rollout())
                        + ") take it." + plugin;
    }

    private static String newer(Verdict verdict, CheckQuery device) {
        CatalogueRelease newer = verdict.inPlace();
        if (newer == null) {
            return "A newer one is told in its place.";
        }
        return device.extended()
                ? "Update " + newer.updateNumber()
                        + " is newer and may be taken by every client; the answer ends there."
                : "Update " + newer.updateNumber() + " is newer and told in its place.";
    }

    /** Why what is released for others is not told. */
    static String elsewhere(Reason mismatch, Place place, @Nullable String channel) {
        return switch (mismatch) {
            case OTHER_OS -> "It is for " + place.os() + ".";
            case OTHER_APP_VERSION -> "It is for app version " + place.appVersion() + ".";
            default ->
                "It is on channel " + place.channel()
                        + (channel == null
                                ? "; builds of this type are told nothing."
                                : ", and this device listens to " + channel + ".");
        };
    }

    /** Why a release that was never offered is not told. */
    static String waiting(ReleaseStatus release) {
        return switch (release.state()) {
            case "held" -> "It waits for approval: approve it to have it offered.";
            case "scheduled" -> "It waits for its time, " + release.notBefore() + ".";
            case "superseded" ->
                "A build that was announced later was offered first (release " + release.supersededBy()
                        + "). Offer it, if devices are to have it all the same.";
            case "declined" -> "It was declined. Offer it, if devices are to have it all the same.";
            default -> "It was never offered.";
        };
    }
}
