package dev.tideway.protocol.event;

import dev.tideway.protocol.Event;
import dev.tideway.protocol.Names;
import dev.tideway.protocol.WireRecord;

/**
 * A person decided that a packed build is not offered ({@code dev.tideway.release.declined.v1} on {@code releases}).
 * It has no update number yet.
 */
@WireRecord
public record ReleaseDeclined(String projectId, String os, String appVersion, String channel, String buildId)
        implements Event {
    public ReleaseDeclined {
        Names.projectId(projectId);
        Names.os(os);
        Names.appVersion(appVersion);
        Names.channel(channel);
        Names.buildId(buildId);
    }

    @Override
    public String subject() {
        return projectId + "/" + os + "/" + buildId;
    }
}
