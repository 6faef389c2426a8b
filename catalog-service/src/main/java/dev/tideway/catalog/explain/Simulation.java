package dev.tideway.catalog.explain;

import dev.tideway.protocol.WireRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a change would bring about.
 *
 * @param summary sentences for people
 * @param devices which devices would be told something else; empty: none
 * @param releases which releases would stand elsewhere, new ones included
 */
@WireRecord
public record Simulation(
        String projectId,
        String action,
        List<String> summary,
        List<AffectedDevices> devices,
        List<ReleaseChange> releases) {
    /**
     * Devices that see the same change.
     *
     * @param client {@code stock}, or {@code tideway} for devices that choose by their cohort
     * @param firstCohort 1 to 1000
     * @param lastCohort 1 to 1000
     * @param share of all devices of that client, such as {@code 10% of devices}
     * @param before absent: they are told of nothing
     * @param after absent: they will be told of nothing
     * @param words a sentence for people
     */
    @WireRecord
    public record AffectedDevices(
            String os,
            String appVersion,
            String channel,
            String client,
            int firstCohort,
            int lastCohort,
            String share,
            @Nullable SeenUpdate before,
            @Nullable SeenUpdate after,
            String words) {}

    /**
     * An update as those devices see it.
     *
     * @param minPluginVersion clients with an older plugin pass it by
     */
    @WireRecord
    public record SeenUpdate(
            String updateNumber,
            boolean mandatory,
            @Nullable String minPluginVersion) {}

    /**
     * A release that would stand elsewhere.
     *
     * @param releaseId absent for one that would be made
     * @param before its state; absent for one that would be made
     */
    @WireRecord
    public record ReleaseChange(
            @Nullable String releaseId,
            @Nullable String updateNumber,
            String os,
            String appVersion,
            String channel,
            @Nullable String before,
            String after) {}
}
