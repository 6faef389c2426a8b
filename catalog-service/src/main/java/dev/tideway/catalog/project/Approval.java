package dev.tideway.catalog.project;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a packed build is offered by itself. */
public enum Approval {
    /** It is. */
    @JsonProperty("none")
    NONE,
    /** An operator has to approve it. */
    @JsonProperty("required")
    REQUIRED
}
