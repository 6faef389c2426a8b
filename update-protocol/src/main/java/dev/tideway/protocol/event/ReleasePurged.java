package dev.tideway.protocol.event;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.tideway.protocol.Event;
import dev.tideway.protocol.Names;
import dev.tideway.protocol.WireRecord;

/**
 * An update number is gone: asked for, it is answered {@code 410} ({@code dev.tideway.release.purged.v1} on
 * {@code releases}).
 *
 * @param updateNumber 1 or more; a string on the wire
 */
@WireRecord
public record ReleasePurged(
        String projectId,
        String os,
        String appVersion,
        String channel,
        @JsonFormat(shape = JsonFormat.Shape.STRING) long updateNumber)
        implements Event {
    public ReleasePurged {
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
