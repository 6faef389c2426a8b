package dev.tideway.protocol.event;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.tideway.protocol.Event;
import dev.tideway.protocol.Names;
import dev.tideway.protocol.WireRecord;

/**
 * Devices are told of a paused release again ({@code dev.tideway.release.resumed.v1} on
 * {@code releases}).
 *
 * @param updateNumber 1 or more; a string on the wire
 */
@WireRecord
public record ReleaseResumed(
        String projectId,
        String os,
        String appVersion,
        String channel,
        @JsonFormat(shape = JsonFormat.Shape.STRING) long updateNumber)
        implements Event {
    public ReleaseResumed {
        Names.projectId(projectId);
        Names.os(os);
        Names.appVersion(appVersion);
        Names.channel(channel);
        Names.updateNumber(updateNumber);
    }

    @Override
    public String subject() {
        return projectId + "/" + os + "/" + appVersion + "/" + updateNumber;
    }
}
