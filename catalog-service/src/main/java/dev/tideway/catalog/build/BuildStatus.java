package dev.tideway.catalog.build;

import dev.tideway.protocol.WireRecord;
import dev.tideway.protocol.artifact.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A build as the API tells of it.
 *
 * @param updateNumber where it is offered
 * @param sha256 of its package, once there is one
 * @param size of its package in bytes
 * @param announcedAt RFC 3339, UTC
 * @param decidedAt RFC 3339, UTC
 */
@WireRecord
public record BuildStatus(
        String projectId,
        String buildId,
        String os,
        String appVersion,
        String channel,
        BuildState state,
        @Nullable String updateNumber,
        @Nullable String sha256,
        @Nullable Long size,
        List<Reason> reasons,
        @Nullable String announcedAt,
        @Nullable String decidedAt) {}
