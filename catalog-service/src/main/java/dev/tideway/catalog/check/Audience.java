package dev.tideway.catalog.check;

import dev.tideway.protocol.catalogue.Catalogue;
import dev.tideway.protocol.catalogue.CatalogueRelease;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who takes which update of one os, app version and channel: the stock devices as one, the cohorts of Tideway's client
 * one by one, so that two states can be held against each other.
 */
public final class Audience {
    private static final int COHORTS = 1000;
    private static final Line NOBODY = new Line(List.of());

    private final Line line;
    private final int mandatoryWindow;
    private final List<@Nullable CatalogueRelease> byCohort;

    private Audience(Line line, int mandatoryWindow) {
        this.line = line;
        this.mandatoryWindow = mandatoryWindow;
        this.byCohort = byCohort(line.choices());
    }

    /** What is told where nothing was released is nothing. */
    public static Audience of(Catalogue catalogue, Verdicts.Place place) {
        Line line = Lines.of(catalogue)
                .ofChannel(place.channel())
                .getOrDefault(place.os(), Collections.emptyNavigableMap())
                .getOrDefault(new AppVersion(place.appVersion()), NOBODY);
        return new Audience(line, catalogue.settings().mandatoryWindow());
    }

    /** Every place in which something was released, each channel under one of its spellings. */
    public static List<Verdicts.Place> places(Catalogue catalogue) {
        return Lines.of(catalogue).all().stream()
                .map(line -> line.newestFirst().get(0))
                .map(any -> new Verdicts.Place(any.os(), any.appVersion(), Lines.channelKey(any.channel())))
                .toList();
    }

    /**
     * An update as a device sees it.
     *
     * @param mandatory whether the answer says so; of Tideway's client, whether anybody below some number must update
     * @param minPluginVersion what the plugin has to be at least; absent: any will do
     */
    public record Update(
            long number, boolean mandatory, @Nullable String minPluginVersion) {}

    /** What a stock device is told, null for nothing. */
    public @Nullable Update stock() {
        return line.newestForEveryDevice()
                .map(r -> new Update(r.updateNumber(), line.mandatoryWithin(mandatoryWindow, r.updateNumber()), null))
                .orElse(null);
    }

    /**
     * What a client takes whose plugin can do everything, null for nothing.
     *
     * @param cohort 1 to 1000
     */
    public @Nullable Update client(int cohort) {
        CatalogueRelease taken = byCohort.get(cohort - 1);
        return taken == null
                ? null
                : new Update(
                        taken.updateNumber(), line.mandatoryUpTo(taken.updateNumber()) > 0, taken.minPluginVersion());
    }

    private static List<@Nullable CatalogueRelease> byCohort(List<CatalogueRelease> choices) {
        List<@Nullable CatalogueRelease> taken = new ArrayList<>(COHORTS);
        for (int cohort = 1; cohort <= COHORTS; cohort++) {
            int own = cohort;
            taken.add(
                    choices.stream().filter(r -> r.rollout() >= own).findFirst().orElse(null));
        }
        return taken;
    }
}
