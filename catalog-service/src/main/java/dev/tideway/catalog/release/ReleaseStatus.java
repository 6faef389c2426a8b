package dev.tideway.catalog.release;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tideway.protocol.WireRecord;
import dev.tideway.protocol.artifact.Artifact;

/**
 * A release as the API tells of it.
 *
 * @param updateNumber a string on the wire
 * @param date UTC day of the offer, yyyymmdd
 */
@WireRecord
public record ReleaseStatus(
        String os,
        String appVersion,
        String channel,
        @JsonFormat(shape = JsonFormat.Shape.STRING) long updateNumber,
        String state,
        int rollout,
        boolean mandatory,
        String deployVersion,
        int date,
        String buildId,
        @JsonProperty("package") Artifact updatePackage,
        Artifact bundle) {}
