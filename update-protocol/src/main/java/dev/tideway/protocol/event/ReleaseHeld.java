package dev.tideway.protocol.event;

import dev.tideway.protocol.Event;
import dev.tideway.protocol.Names;
import dev.tideway.protocol.WireRecord;

/**
 * A packed build waits for a person, because its project wants that or a limit is reached ({@code dev.tideway.release.held.v1} on {@code releases}).
 * It has no update number yet.
 */
@WireRecord
public record ReleaseHeld(String projectId, String os, String appVersion, String channel, String buildId)
        implements Event {
    public ReleaseHeld {
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
