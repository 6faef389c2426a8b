package dev.tideway.packager.build;

import dev.tideway.protocol.InvalidValueException;
import dev.tideway.protocol.Names;
import dev.tideway.protocol.WireJson;
import dev.tideway.protocol.WireRecord;
import dev.tideway.protocol.event.BuildRef;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * As much of a message as says which build it is about, so that the reason why it was not understood is found there.
 *
 * @param data the same, where the message is a structured CloudEvent
 */
@WireRecord
record NamedBuild(
        @Nullable String projectId,
        @Nullable String os,
        @Nullable String buildId,
        @Nullable NamedBuild data) {
    static Optional<BuildRef> in(byte @Nullable [] value) {
        if (value == null) {
            return Optional.empty();
        }
        try {
            NamedBuild named = WireJson.read(value, NamedBuild.class);
            return Optional.of((named.data != null ? named.data : named).ref());
        } catch (InvalidValueException e) {
            return Optional.empty();
        }
    }

    private BuildRef ref() {
        return new BuildRef(Names.projectId(projectId), Names.os(os), Names.buildId(buildId));
    }
}
