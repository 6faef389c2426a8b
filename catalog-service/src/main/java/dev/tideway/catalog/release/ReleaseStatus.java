package dev.tideway.catalog.release;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tideway.catalog.rollout.RolloutStep;
import dev.tideway.protocol.WireRecord;
import dev.tideway.protocol.artifact.Artifact;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A release as the API tells of it; times are RFC 3339, UTC.
 *
 * @param updateNumber absent until it is first offered
 * @param rollout cohorts, 1 to 1000
 * @param rolloutSchedule the step in force and those to come; absent where time changes nothing
 * @param nextStepAt absent until devices are told of the step in force
 * @param date UTC day of the first offer, yyyymmdd
 * @param origin {@code build}, {@code roll_back} or {@code promotion}
 * @param originId the release whose package it offers once more
 * @param supersededBy the release that was offered first
 */
@WireRecord
public record ReleaseStatus(
        String releaseId,
        String os,
        String appVersion,
        String channel,
        @Nullable String updateNumber,
        String state,
        int rollout,
        @Nullable List<RolloutStep> rolloutSchedule,
        @Nullable String nextStepAt,
        boolean mandatory,
        @Nullable String notes,
        @Nullable String notBefore,
        @Nullable String minPluginVersion,
        String deployVersion,
        @Nullable Integer date,
        String buildId,
        String origin,
        @Nullable String originId,
        @Nullable String supersededBy,
        @Nullable String createdAt,
        @JsonProperty("package") Artifact updatePackage,
        Artifact bundle) {}
