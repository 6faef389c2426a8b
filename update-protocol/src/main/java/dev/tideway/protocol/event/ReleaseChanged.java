package dev.tideway.protocol.event;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.tideway.protocol.Event;
import dev.tideway.protocol.Names;
import dev.tideway.protocol.WireRecord;
import org.jspecify.annotations.Nullable;

/**
 * What devices are told of a release is another thing now ({@code dev.tideway.release.changed.v1} on
 * {@code releases}).
 *
 * @param updateNumber 1 or more; a string on the wire
 * @param minPluginVersion absent: any
 * @param notes absent: none
 */
@WireRecord
public record ReleaseChanged(
        String projectId,
        String os,
        String appVersion,
        String channel,
        @JsonFormat(shape = JsonFormat.Shape.STRING) long updateNumber,
        boolean mandatory,
        @Nullable String minPluginVersion,
        @Nullable String notes)
        implements Event {
    public ReleaseChanged {
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
