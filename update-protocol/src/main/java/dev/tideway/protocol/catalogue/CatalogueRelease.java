package dev.tideway.protocol.catalogue;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tideway.protocol.Names;
import dev.tideway.protocol.WireRecord;
import dev.tideway.protocol.artifact.ActionsBase;
import dev.tideway.protocol.artifact.Artifact;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One update number and what stands behind it.
 *
 * @param updateNumber 1 or more; a string on the wire
 * @param date UTC day of the first offer, yyyymmdd
 * @param rollout cohorts that it is offered to, 1 to 1000
 * @param deployVersion what the older plugin compares
 * @param minPluginVersion told in the extended answer only, where given
 * @param actions install instructions that lead to this package, by what they start from
 */
@WireRecord
public record CatalogueRelease(
        String os,
        String appVersion,
        String channel,
        @JsonFormat(shape = JsonFormat.Shape.STRING) long updateNumber,
        int date,
        State state,
        int rollout,
        boolean mandatory,
        String deployVersion,
        @Nullable String minPluginVersion,
        @JsonProperty("package") Artifact updatePackage,
        Artifact bundle,
        List<Actions> actions) {
    public CatalogueRelease {
        Names.os(os);
        Names.appVersion(appVersion);
        Names.channel(channel);
        Names.rollout(rollout);
        Names.present("state", state);
        Names.present("package", updatePackage);
        Names.present("bundle", bundle);
        deployVersion = deployVersion == null ? appVersion : deployVersion;
        Names.updateNumber(updateNumber);
        Names.date(date);
        actions = actions == null ? List.of() : List.copyOf(actions);
    }

    /** A release to which no instructions were made yet. */
    public CatalogueRelease(
            String os,
            String appVersion,
            String channel,
            long updateNumber,
            int date,
            State state,
            int rollout,
            boolean mandatory,
            String deployVersion,
            @Nullable String minPluginVersion,
            Artifact updatePackage,
            Artifact bundle) {
        this(
                os,
                appVersion,
                channel,
                updateNumber,
                date,
                state,
                rollout,
                mandatory,
                deployVersion,
                minPluginVersion,
                updatePackage,
                bundle,
                List.of());
    }

    /** Instructions that lie at {@code actions/{from}/{package}.json}. */
    @WireRecord
    public record Actions(ActionsBase from) {
        public Actions {
            Names.present("from", from);
        }
    }

    /** Where a release stands that has been offered once. */
    public enum State {
        /** Devices are told of it. */
        @JsonProperty("offered")
        OFFERED,
        /** Devices are not told of it for now; those that are half-way may go on. */
        @JsonProperty("paused")
        PAUSED,
        /** Devices are never told of it again; those that are half-way may go on. */
        @JsonProperty("withdrawn")
        WITHDRAWN,
        /** Gone: asked for, it is answered {@code 410}. */
        @JsonProperty("purged")
        PURGED
    }
}
