package dev.tideway.protocol.event;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.tideway.protocol.Event;
import dev.tideway.protocol.Names;
import dev.tideway.protocol.WireRecord;

/**
 * A release is offered to another share of devices, because somebody or its schedule said so ({@code dev.tideway.rollout.changed.v1} on
 * {@code releases}).
 *
 * @param updateNumber 1 or more; a string on the wire
 * @param from cohorts before, 1 to 1000
 * @param to cohorts since, 1 to 1000
 */
@WireRecord
public record RolloutChanged(
        String projectId,
        String os,
        String appVersion,
        String channel,
        @JsonFormat(shape = JsonFormat.Shape.STRING) long updateNumber,
        int from,
        int to)
        implements Event {
    public RolloutChanged {
        Names.projectId(projectId);
        Names.os(os);
        Names.appVersion(appVersion);
        Names.channel(channel);
        Names.updateNumber(updateNumber);
        Names.rollout(from);
        Names.rollout(to);
    }

    @Override
    public String subject() {
        return projectId + "/" + os + "/" + appVersion + "/" + updateNumber;
    }
}
