package dev.tideway.catalog.recovery;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tideway.protocol.WireRecord;
import dev.tideway.protocol.artifact.Sha256;
import dev.tideway.protocol.catalogue.CatalogueRelease;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a recovery does, or would do.
 *
 * @param dryRun nothing was changed
 * @param revision that the project had in the database
 * @param newRevision that it has from then on, above every one that was seen
 * @param deleted devices were told that it is deleted, and it stays so
 */
@WireRecord
public record RecoveryReport(
        String projectId,
        boolean dryRun,
        long revision,
        long newRevision,
        boolean deleted,
        List<Numbers> numbers,
        List<Recovered> releases) {
    /**
     * What the next release gets at the least.
     *
     * @param lastGiven the highest number that was seen
     */
    @WireRecord
    public record Numbers(String os, String appVersion, String lastGiven) {}

    /**
     * What becomes of one release.
     *
     * @param what {@code imported}: the database did not know it; {@code set}: it is as it was published; {@code declined}:
     *     its number belongs to another package, and it may be offered again under another one
     * @param state as it was published
     */
    @WireRecord
    public record Recovered(
            String what,
            String os,
            String appVersion,
            String channel,
            String updateNumber,
            String state,
            int rollout,
            @JsonProperty("package") Sha256 updatePackage) {}

    static RecoveryReport of(String projectId, boolean dryRun, long revision, RecoveryPlan plan) {
        return new RecoveryReport(
                projectId,
                dryRun,
                revision,
                plan.revision(),
                plan.newer().map(state -> state.deleted()).orElse(false),
                plan.lastGiven().entrySet().stream()
                        .map(e -> new Numbers(
                                e.getKey().os(),
                                e.getKey().appVersion(),
                                e.getValue().toString()))
                        .toList(),
                Stream.of(
                                plan.lost().stream().map(r -> recovered("imported", r)),
                                plan.changed().stream().map(r -> recovered("set", r)),
                                plan.renumbered().stream().map(r -> recovered("declined", r)))
                        .flatMap(releases -> releases)
                        .toList());
    }

    private static Recovered recovered(String what, CatalogueRelease release) {
        return new Recovered(
                what,
                release.os(),
                release.appVersion(),
                release.channel(),
                Long.toString(release.updateNumber()),
                release.state().name().toLowerCase(Locale.ROOT),
                release.rollout(),
                release.updatePackage().sha256());
    }
}
