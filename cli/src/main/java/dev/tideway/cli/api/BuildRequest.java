package dev.tideway.cli.api;

import dev.tideway.protocol.Names;
import dev.tideway.protocol.WireRecord;
import dev.tideway.protocol.event.BuildFinished.Layout;
import org.jspecify.annotations.Nullable;

/**
 * What a build system tells the catalog about a build before it uploads it: the fields of {@code BuildFinished} but its
 * source. What is absent gets the default that {@code BuildFinished} names.
 */
@WireRecord
public record BuildRequest(
        String buildId,
        String os,
        String appVersion,
        @Nullable String channel,
        @Nullable String root,
        @Nullable Layout layout,
        @Nullable Boolean mandatory,
        @Nullable Integer rollout,
        @Nullable String deployVersion,
        @Nullable String notes,
        @Nullable String commit,
        @Nullable String notBefore,
        @Nullable String minPluginVersion,
        @Nullable Long size,
        @Nullable Boolean multipart) {
    public BuildRequest {
        Names.buildId(buildId);
        Names.os(os);
        Names.appVersion(appVersion);
        if (channel != null) {
            Names.channel(channel);
        }
        if (rollout != null) {
            Names.rollout(rollout);
        }
        if (deployVersion != null) {
            Names.deployVersion(deployVersion);
        }
        if (notBefore != null) {
            Names.time("not_before", notBefore);
        }
        if (minPluginVersion != null) {
            Names.pluginVersion(minPluginVersion);
        }
    }

    /** A build with defaults for all that need not be said. */
    public static BuildRequest of(String buildId, String os, String appVersion) {
        return new BuildRequest(
                buildId, os, appVersion, null, null, null, null, null, null, null, null, null, null, null, null);
    }

    /**
     * The same build with an archive of that size.
     *
     * @param parts whether it is uploaded in parts
     */
    public BuildRequest ofSize(long bytes, boolean parts) {
        return new BuildRequest(
                buildId,
                os,
                appVersion,
                channel,
                root,
                layout,
                mandatory,
                rollout,
                deployVersion,
                notes,
                commit,
                notBefore,
                minPluginVersion,
                bytes,
                parts ? true : null);
    }
}
