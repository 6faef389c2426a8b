package dev.tideway.protocol.event;

import dev.tideway.protocol.Event;
import dev.tideway.protocol.Names;
import dev.tideway.protocol.WireRecord;

/**
 * A packed build waits for its time ({@code dev.tideway.release.scheduled.v1} on {@code releases}).
 * It has no update number yet.
 *
 * @param notBefore when it may be offered at the earliest; RFC 3339, UTC
 */
@WireRecord
public record ReleaseScheduled(
        String projectId, String os, String appVersion, String channel, String buildId, String notBefore)
        implements Event {
    public ReleaseScheduled {
        Names.projectId(projectId);
        Names.os(os);
        Names.appVersion(appVersion);
        Names.channel(channel);
        Names.buildId(buildId);
        notBefore =
                Names.time("not_before", Names.present("not_before", notBefore)).toString();
    }

    @Override
    public String subject() {
        return projectId + "/" + os + "/" + buildId;
    }
}
