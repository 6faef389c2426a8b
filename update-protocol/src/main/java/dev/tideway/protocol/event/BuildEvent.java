package dev.tideway.protocol.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.tideway.protocol.Event;

/** An event about one build. */
public sealed interface BuildEvent extends Event permits BuildFinished, BuildOutcome {
    String os();

    String buildId();

    @JsonIgnore
    default BuildRef build() {
        return new BuildRef(projectId(), os(), buildId());
    }

    @Override
    @JsonIgnore
    default String subject() {
        return build().toString();
    }
}
