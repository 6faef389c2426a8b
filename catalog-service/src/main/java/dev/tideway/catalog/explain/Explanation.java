package dev.tideway.catalog.explain;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.tideway.protocol.WireRecord;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a device is told, and why.
 *
 * @param revision the project's newest, which is what is explained
 * @param publishedRevision what devices are told by now; below {@code revision} while a change is on its way
 * @param device how its parameters were understood
 * @param summary one or more sentences for people
 * @param takes the number of the update that the device would take; absent: none, or it depends on what it did not say
 * @param answer the body that devices get of that revision
 * @param releases those that the answer could name, and whatever else was released, newest first
 * @param leftOut how many more releases there are, all of which the device is not told of
 */
@WireRecord
public record Explanation(
        String projectId,
        long revision,
        long publishedRevision,
        ExplainedDevice device,
        List<String> summary,
        @Nullable String takes,

        @JsonRawValue @Schema(type = SchemaType.OBJECT) String answer,

        List<ExplainedRelease> releases,
        int leftOut) {
    /**
     * A device as its parameters were understood.
     *
     * @param channel absent where the project tells its kind of build nothing
     * @param client {@code stock} or {@code tideway}
     * @param cohort as the question named it
     */
    @WireRecord
    public record ExplainedDevice(
            @Nullable String os,
            @Nullable String appVersion,
            @Nullable String buildType,
            @Nullable String channel,
            String client,
            @Nullable String myUpdateNumber,
            @Nullable String pluginVersion,
            @Nullable Integer cohort) {}

    /**
     * A release, and why the device is told of it or not.
     *
     * @param reason for programs, such as {@code partial_rollout}
     * @param why a sentence for people
     */
    @WireRecord
    public record ExplainedRelease(
            String releaseId,
            @Nullable String updateNumber,
            String os,
            String appVersion,
            String channel,
            String state,
            int rollout,
            boolean told,
            String reason,
            String why) {}
}
